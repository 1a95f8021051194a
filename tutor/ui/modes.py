"""Mode and owner of a path, as ``ls -l`` has them."""

from __future__ import annotations

from stat import filemode

from tutor.image.entry import FileEntry, FileKind

_TYPE_BITS = {
    FileKind.FILE: 0o100000,
    FileKind.DIRECTORY: 0o040000,
    FileKind.SYMLINK: 0o120000,
    FileKind.CHARACTER_DEVICE: 0o020000,
    FileKind.BLOCK_DEVICE: 0o060000,
    FileKind.FIFO: 0o010000,
    FileKind.SOCKET: 0o140000,
}


def mode_and_owner(entry: FileEntry) -> str:
    """``-rwxr-xr-x 0:0``."""
    return f"{filemode(_TYPE_BITS[entry.kind] | entry.mode)} {entry.uid}:{entry.gid}"
