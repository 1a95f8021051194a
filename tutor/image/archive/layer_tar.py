"""A layer as images store it: a tar archive in which deleted paths are files by a special name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from tutor.image.archive.cursor import StreamCursor
from tutor.image.archive.limits import Allowance
from tutor.image.archive.tar import WithContent, scan
from tutor.image.entry import FileEntry
from tutor.image.hardlink import bound
from tutor.image.layer import Layer

WHITEOUT = ".wh."
OPAQUE = ".wh..wh..opq"
RESERVED = ".wh..wh."
"""What else begins so is the storage's own and no part of the image."""


def read_layer(stream: BinaryIO, *, max_entries: int, look: WithContent | None = None) -> Layer:
    """The layer in an uncompressed tar archive, in path order; of two entries for one path the last counts.

    ``look`` is shown every regular file with its content, see ``read_tar``. Raises MalformedArchive.
    """
    return layer_of(scan(StreamCursor(stream), Allowance(entries=max_entries), look))


def layer_of(entries: Iterable[FileEntry]) -> Layer:
    """The layer that stores these entries of an archive, which are in the archive's order."""
    stored: dict[str, FileEntry] = {}
    whiteouts: set[str] = set()
    opaque: set[str] = set()
    for entry in entries:
        path = entry.path
        if WHITEOUT not in path:
            stored[path] = entry
            continue
        folder, _, name = path.rpartition("/")
        if name == OPAQUE:
            opaque.add(folder)
        elif name.startswith(RESERVED) or path.startswith(RESERVED):
            continue
        elif name.startswith(WHITEOUT):
            hidden = name.removeprefix(WHITEOUT)
            whiteouts.add(f"{folder}/{hidden}" if folder else hidden)
        else:
            stored[path] = entry
    kept = bound(stored)
    return Layer(tuple(kept[path] for path in sorted(kept)), tuple(sorted(whiteouts)), tuple(sorted(opaque)))
