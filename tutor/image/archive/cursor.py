"""Bytes taken from front to end: from a stream, from a file, or from a part of one."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import BinaryIO, Protocol

from tutor.image.archive.malformed import MalformedArchive

BLOCK_BYTES = 512
WINDOW_BYTES = 4096
SKIP_BYTES = 1024 * 1024
CUT_OFF = "the archive ends in the middle of an entry"


class Cursor(Protocol):
    """A place in a run of bytes that only moves forward."""

    def block(self, after: int) -> bytes:
        """Pass over ``after`` bytes and take a block; b"" at the very end. Raises MalformedArchive."""
        ...

    def take(self, count: int) -> bytes:
        """Exactly ``count`` bytes. Raises MalformedArchive."""
        ...

    def up_to(self, count: int) -> bytes:
        """At most ``count`` bytes, b"" only at the end."""
        ...


class StreamCursor:
    """Over whatever can be read, in pieces of whatever size."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def block(self, after: int) -> bytes:
        while after > 0:
            passed = self._stream.read(min(after, SKIP_BYTES))
            if not passed:
                raise MalformedArchive(CUT_OFF)
            after -= len(passed)
        data = self._read(BLOCK_BYTES)
        if data and len(data) < BLOCK_BYTES:
            raise MalformedArchive(CUT_OFF)
        return data

    def take(self, count: int) -> bytes:
        data = self._read(count)
        if len(data) < count:
            raise MalformedArchive(CUT_OFF)
        return data

    def _read(self, count: int) -> bytes:
        data = self._stream.read(count)
        while 0 < len(data) < count:
            more = self._stream.read(count - len(data))
            if not more:
                break
            data += more
        return data

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

    def block(self, after: int) -> bytes:
        at = self._at + after
        begin = at - self._window_at
        data = self._window[begin : begin + BLOCK_BYTES]
        if len(data) < BLOCK_BYTES:
            if at == self._end:
                return b""
            data = self._moved_to(at, BLOCK_BYTES)
        self._at = at + BLOCK_BYTES
        return data

    def take(self, count: int) -> bytes:
        data = self._moved_to(self._at, count)
        self._at += count
        return data

    def _moved_to(self, at: int, count: int) -> bytes:
        left = self._end - at
        if count > left:
            raise MalformedArchive(CUT_OFF)
        window = self._read_at(max(count, min(WINDOW_BYTES, left)), at)
        data = window[:count]
        if len(data) < count:
            raise MalformedArchive(CUT_OFF)
        if count <= WINDOW_BYTES:
            self._window, self._window_at = window, at
        return data

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
