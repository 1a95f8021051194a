"""What one instruction stores."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.image.entry import FileEntry, FileKind
from tutor.image.hardlink import bound


@dataclass(frozen=True, slots=True)
class Layer:
    """The paths that a layer stores and those that it hides in the layers below.

    ``whiteouts`` are deleted paths: only the topmost of a deleted tree. ``opaque`` are directories of which
    nothing from below shows. Both act on lower layers only, never on ``entries``.
    """

    entries: tuple[FileEntry, ...]
    whiteouts: tuple[str, ...] = ()
    opaque: tuple[str, ...] = ()

    @property
    def bytes(self) -> int:
        """The bytes of the regular files that the layer stores, uncompressed, each hard-linked file once."""
        files = bound({entry.path: entry for entry in self.entries}).values()
        return sum(file.size for file in files if file.kind is FileKind.FILE and file.same_as is None)
