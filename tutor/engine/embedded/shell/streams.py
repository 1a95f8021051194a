"""Where a command's output goes and its input comes from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import msgspec

from tutor.engine.embedded.contents import Contents
from tutor.engine.embedded.filesystem import Filesystem
from tutor.engine.errors import NotRecorded
from tutor.image import FileEntry, FileKind


class Sink(Protocol):
    """Somewhere to write to."""

    def write(self, data: bytes) -> None: ...


class Told:
    """Output that the person sees."""

    def __init__(self, tell: Callable[[bytes], None]) -> None:
        self._tell = tell

    def write(self, data: bytes) -> None:
        if data:
            self._tell(data)


class Dropped:
    """/dev/null."""

    def write(self, data: bytes) -> None:
        pass


class Kept:
    """Output that goes into a pipe or a variable."""

    def __init__(self) -> None:
        self.data = b""

    def write(self, data: bytes) -> None:
        self.data += data


class IntoFile:
    """A file that was opened for writing; what is written shows at once."""

    def __init__(self, files: Filesystem, contents: Contents, path: str, *, append: bool) -> None:
        self._files = files
        self._contents = contents
        self._path = path
        self._data: bytes | None = None if append else b""
        if not append:
            self._store()

    def write(self, data: bytes) -> None:
        if not data:
            return
        if self._data is None:
            self._data = content_of(self._files, self._contents, self._path)
        self._data += data
        self._store()

    def _store(self) -> None:
        data = self._data or b""
        digest = self._contents.add(data)
        self._files.change(self._path, size=len(data), digest=digest)


def content_of(files: Filesystem, contents: Contents, path: str) -> bytes:
    """All of a file. Raises NotRecorded where only its head or digest is known."""
    entry = files.get(path)
    content = contents.whole(entry.digest, entry.size) if entry is not None else None
    if content is None:
        raise NotRecorded(f"/{path}", reason="what it holds is not recorded")
    return content


def create(
    files: Filesystem, contents: Contents, path: str, *, uid: int, gid: int, mode: int = 0o644
) -> FileEntry:
    """Make an empty file."""
    entry = FileEntry(path, FileKind.FILE, mode, uid=uid, gid=gid, digest=contents.add(b""))
    files.put(entry)
    return msgspec.structs.replace(entry)
