"""Bytes taken from front to end: from a stream, from a file, or from a part of one."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import BinaryIO, Protocol

from tutor.image.archive.malformed import MalformedArchive

WINDOW_BYTES = 4096
SKIP_BYTES = 1024 * 1024
CUT_OFF = "the archive ends in the middle of an entry"


class Cursor(Protocol):
    """A place in a run of bytes that only moves forward."""

    def take(self, count: int, *, optional: bool = False) -> bytes:
        """Exactly ``count`` bytes; b"" at the very end when that is allowed. Raises MalformedArchive."""
        ...

    def skip(self, count: int) -> None:
        """Pass over ``count`` bytes. Raises MalformedArchive."""
        ...

    def up_to(self, count: int) -> bytes:
        """At most ``count`` bytes, b"" only at the end."""
        ...


class StreamCursor:
    """Over whatever can be read, in pieces of whatever size."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def take(self, count: int, *, optional: bool = False) -> bytes:
        data = self._stream.read(count)
        while 0 < len(data) < count:
            more = self._stream.read(count - len(data))
            if not more:
                break
            data += more
        if len(data) < count and (data or not optional):
            raise MalformedArchive(CUT_OFF)
        return data

    def skip(self, count: int) -> None:
        while count > 0:
            data = self._stream.read(min(count, SKIP_BYTES))
            if not data:
                raise MalformedArchive(CUT_OFF)
            count -= len(data)

    def up_to(self, count: int) -> bytes:
        return self._stream.read(count)


ReadAt = Callable[[int, int], bytes]
"""Bytes of a file by count and position, fewer at its end."""


class PartCursor:
    """Over a part of a file, where passing over costs nothing.

    Positioned reads, not a memory map: a map of a file that somebody cuts short kills the process, and its
    pages count as our memory.
    """

    def __init__(self, read_at: ReadAt, start: int, size: int) -> None:
        self._read_at = read_at
        self._at = start
        self._end = start + size
        self._window = b""
        self._window_at = start

    def take(self, count: int, *, optional: bool = False) -> bytes:
        at = self._at
        begin = at - self._window_at
        data = self._window[begin : begin + count]
        if len(data) < count:
            left = self._end - at
            if optional and left <= 0:
                return b""
            if count > left:
                raise MalformedArchive(CUT_OFF)
            self._window = self._read_at(max(count, min(WINDOW_BYTES, left)), at)
            self._window_at = at
            data = self._window[:count]
            if len(data) < count:
                raise MalformedArchive(CUT_OFF)
        self._at = at + count
        return data

    def skip(self, count: int) -> None:
        self._at += count
        if self._at > self._end:
            raise MalformedArchive(CUT_OFF)

    def up_to(self, count: int) -> bytes:
        data = self._read_at(min(count, self._end - self._at), self._at)
        self._at += len(data)
        return data

    @property
    def at(self) -> int:
        """The position in the file."""
        return self._at

    def read(self, count: int = -1) -> bytes:
        """As a stream's."""
        return self.up_to(self._end - self._at if count < 0 else count)


def reads_of(file: BinaryIO) -> ReadAt:
    """Positioned reads of an open file, from any thread."""
    if hasattr(os, "pread"):
        try:
            file.fileno()
        except OSError:
            pass
        else:
            return lambda count, at: os.pread(file.fileno(), count, at)
    lock = threading.Lock()

    def read_at(count: int, at: int) -> bytes:
        with lock:
            file.seek(at)
            return file.read(count)

    return read_at
