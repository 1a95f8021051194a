"""A layer as images store it: a tar archive in which deleted paths are files by a special name."""

from __future__ import annotations

from typing import BinaryIO

from tutor.image.entry import FileEntry
from tutor.image.hardlink import bound
from tutor.image.layer import Layer
from tutor.image.tar import WithContent, read_tar

WHITEOUT = ".wh."
OPAQUE = ".wh..wh..opq"
RESERVED = ".wh..wh."
"""What else begins so is the storage's own and no part of the image."""


def read_layer(stream: BinaryIO, *, max_entries: int, look: WithContent | None = None) -> Layer:
    """The layer in an uncompressed tar archive, in path order; of two entries for one path the last counts.

    ``look`` is shown every regular file with its content, see ``read_tar``. Raises MalformedArchive.
    """
    stored: dict[str, FileEntry] = {}
    whiteouts: set[str] = set()
    opaque: set[str] = set()
    for entry in read_tar(stream, max_entries=max_entries, look=look):
        folder, _, name = entry.path.rpartition("/")
        if name == OPAQUE:
            opaque.add(folder)
        elif name.startswith(RESERVED) or entry.path.startswith(RESERVED):
            continue
        elif name.startswith(WHITEOUT):
            hidden = name.removeprefix(WHITEOUT)
            whiteouts.add(f"{folder}/{hidden}" if folder else hidden)
        else:
            stored[entry.path] = entry
    entries = bound(stored)
    return Layer(
        tuple(entries[path] for path in sorted(entries)), tuple(sorted(whiteouts)), tuple(sorted(opaque))
    )
