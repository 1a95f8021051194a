"""Where COPY and ADD take files from: the build context, another stage, an image."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from tutor.engine.context import find_context, unreadable
from tutor.engine.embedded.contents import HEAD_BYTES, Contents
from tutor.engine.errors import EngineError
from tutor.image import FileEntry, FileKind, FileTree

CHUNK_BYTES = 1024 * 1024
PLAIN_FILE = 0o644


@dataclass(frozen=True, slots=True)
class Origin:
    """Files to copy from.

    ``ignored`` are paths that ``.dockerignore`` left out, a folder standing for all that it holds; only for
    the context, as ``folder``, where its files lie.
    """

    files: FileTree
    ignored: frozenset[str] = frozenset()
    is_context: bool = False
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    digest: str
    head: bytes


_read: dict[tuple[str, int, int, int, int], _Read] = {}
"""What files were when they were last read, by path, inode, size, mtime and ctime (both in nanoseconds)."""


def read_context(
    folder: Path, dockerfile_text: str, dockerfile_path: Path | None, contents: Contents
) -> Origin:
    """The files of a build context as the builder receives them: all are root's, hard links are parted.

    The text takes the Dockerfile's place, see ``pack_context``. A file is read again only when its size or
    times changed. Raises EngineError.
    """
    found = find_context(folder, dockerfile_path)
    text = dockerfile_text.encode("utf-8", "surrogateescape")
    entries = [
        _dockerfile(folder, path, text, contents)
        if path == found.dockerfile_name
        else _entry(folder, path, contents)
        for path in found.paths
    ]
    return Origin(FileTree.of(entries), found.ignored, is_context=True, folder=folder)


def _dockerfile(folder: Path, path: str, text: bytes, contents: Contents) -> FileEntry:
    mode, mtime = PLAIN_FILE, 0
    try:
        status = (folder / path).stat()
    except OSError:
        pass
    else:
        mode, mtime = stat.S_IMODE(status.st_mode), int(status.st_mtime)
    return FileEntry(path, FileKind.FILE, mode, len(text), mtime=float(mtime), digest=contents.add(text))


def _entry(folder: Path, path: str, contents: Contents) -> FileEntry:
    full = folder / path
    try:
        status = full.lstat()
        mode, mtime = stat.S_IMODE(status.st_mode), float(int(status.st_mtime))
        if stat.S_ISDIR(status.st_mode):
            return FileEntry(path, FileKind.DIRECTORY, mode, mtime=mtime)
        if stat.S_ISLNK(status.st_mode):
            return FileEntry(path, FileKind.SYMLINK, 0o777, mtime=mtime, target=str(full.readlink()))
        if stat.S_ISREG(status.st_mode):
            read = _content(full, status)
            contents.add_head(read.digest, read.head)
            return FileEntry(path, FileKind.FILE, mode, status.st_size, mtime=mtime, digest=read.digest)
    except OSError as problem:
        raise unreadable(full, problem) from problem
    raise EngineError(
        f"{full} is a socket, a device or a pipe, which no image can hold",
        advice=f"Remove it, or add {path} to .dockerignore.",
    )


def _content(path: Path, status: os.stat_result) -> _Read:
    key = (str(path), status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    known = _read.get(key)
    if known is None:
        digest = sha256()
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
            digest.update(head)
            while chunk := file.read(CHUNK_BYTES):
                digest.update(chunk)
        known = _read[key] = _Read(f"sha256:{digest.hexdigest()}", head)
    return known
