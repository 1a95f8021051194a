"""What one instruction stores."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.image.entry import FileEntry, FileKind


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
        stored = {entry.path for entry in self.entries}
        return sum(
            entry.size
            for entry in self.entries
            if entry.kind is FileKind.FILE and (entry.same_as is None or entry.same_as not in stored)
        )
