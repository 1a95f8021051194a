"""One path of an image."""

from __future__ import annotations

from enum import Enum

import msgspec


class FileKind(Enum):
    """What a path is; the values are those of ``find -printf %y``."""

    FILE = "f"
    DIRECTORY = "d"
    SYMLINK = "l"
    CHARACTER_DEVICE = "c"
    BLOCK_DEVICE = "b"
    FIFO = "p"
    SOCKET = "s"


class FileEntry(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A path with what a listing says of it.

    ``path`` has no leading slash; bytes that are no UTF-8 are kept by surrogateescape. ``mode`` holds the
    permission bits with setuid, setgid and sticky (07777). ``size`` is the apparent size in bytes of a
    regular file, 0 for all else. ``mtime`` and ``changed`` (ctime) are seconds since 1970; ``changed`` is 0.0
    where the source has none. ``target`` is a symlink's text. ``same_as`` names the first path of the same
    file when this one is a hard link to it, and then ``size`` counts nothing. ``digest`` is ``sha256:…``
    where it is known.
    """

    path: str
    kind: FileKind
    mode: int
    size: int = 0
    uid: int = 0
    gid: int = 0
    mtime: float = 0.0
    changed: float = 0.0
    target: str | None = None
    same_as: str | None = None
    digest: str | None = None
