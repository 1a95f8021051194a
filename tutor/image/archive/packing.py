"""Bytes as they lie in an archive: plain, gzip or zstd, whatever their name says."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

from tutor.image.archive.cursor import BLOCK_BYTES
from tutor.image.archive.header import checksum_fits
from tutor.image.archive.limits import Allowance
from tutor.image.archive.malformed import MalformedArchive

if TYPE_CHECKING:
    Buffered = io.BufferedReader[Any]
else:
    Buffered = io.BufferedReader

GZIP = b"\x1f\x8b"
ZSTD = b"\x28\xb5\x2f\xfd"
OTHERS = {b"BZh": "bzip2", b"\xfd7zXZ": "xz", b"PK\x03\x04": "zip"}
READ_BYTES = 256 * 1024
PACKED_READ_BYTES = 64 * 1024
MOST_WINDOW_BYTES = 128 * 1024 * 1024
"""What the zstd program unpacks without being asked twice."""

Read = Callable[[int], bytes]


class Digest(Protocol):
    def update(self, data: Any, /) -> None: ...


def is_packed(start: bytes) -> bool:
    """Whether what begins so is gzip or zstd."""
    return start.startswith((GZIP, ZSTD))


def is_tar(start: bytes) -> bool:
    """Whether what begins so, with a block or less, is a tar archive, be it an empty one."""
    if not start.strip(b"\0"):
        return True
    if len(start) < BLOCK_BYTES:
        return False
    try:
        return checksum_fits(start[:BLOCK_BYTES])
    except MalformedArchive:
        return False


def may_be_layer(start: bytes) -> bool:
    return is_packed(start) or is_tar(start)


def said_of(start: bytes) -> str:
    """Why what begins so is no layer."""
    for magic, name in OTHERS.items():
        if start.startswith(magic):
            return f"it is packed by {name}, and only gzip and zstd are read"
    return "it is neither a tar archive nor gzip nor zstd"


class Pieces(io.RawIOBase):
    """What ``read`` gives as a raw stream, to be buffered; a digest sees all, an allowance counts."""

    def __init__(self, read: Read, digest: Digest | None = None, allowance: Allowance | None = None) -> None:
        self._read = read
        self._digest = digest
        self._allowance = allowance

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        data = self._read(len(into))
        into[: len(data)] = data
        if self._digest is not None:
            self._digest.update(data)
        if self._allowance is not None:
            self._allowance.unpacked(len(data))
        return len(data)


def buffered(read: Read, digest: Digest | None = None) -> Buffered:
    """A stream of what ``read`` gives."""
    return io.BufferedReader(Pieces(read, digest), READ_BYTES)


def unpacked(stream: Buffered, allowance: Allowance, digest: Digest | None = None) -> Buffered:
    """The bytes that the stream holds packed, or the stream's own. Raises MalformedArchive while read."""
    start = stream.peek(len(ZSTD))[: len(ZSTD)]
    if start.startswith(GZIP):
        read: Read = _Gunzip(stream).read
    elif start.startswith(ZSTD):
        read = _unzstd(stream)
    else:
        return stream if digest is None else buffered(stream.read, digest)
    return io.BufferedReader(Pieces(read, digest, allowance), READ_BYTES)


class _Gunzip:
    """One gzip member after the other; zeros behind the last are padding."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._member = zlib.decompressobj(wbits=31)
        self._waiting = b""
        self._begun = False

    def read(self, count: int) -> bytes:
        while True:
            packed = self._waiting or self._stream.read(PACKED_READ_BYTES)
            if not self._begun:
                packed = packed.lstrip(b"\0") if self._member.eof else packed
                if not packed and not self._waiting:
                    return b""
            elif not packed:
                raise MalformedArchive("a gzip file is cut off")
            if not packed:
                self._waiting = b""
                continue
            if self._member.eof:
                self._member = zlib.decompressobj(wbits=31)
            self._begun = True
            try:
                data = self._member.decompress(packed, count)
            except zlib.error as error:
                raise MalformedArchive(f"a gzip file is damaged ({error})") from error
            self._waiting = self._member.unconsumed_tail
            if self._member.eof:
                self._waiting = self._member.unused_data
                self._begun = False
            if data:
                return data


def _unzstd(stream: BinaryIO) -> Read:
    import zstandard

    plain = zstandard.ZstdDecompressor(max_window_size=MOST_WINDOW_BYTES).stream_reader(
        stream, read_size=PACKED_READ_BYTES, read_across_frames=True
    )

    def read(count: int) -> bytes:
        try:
            return plain.read(count)
        except zstandard.ZstdError as error:
            raise MalformedArchive(f"a zstd file is damaged ({error})") from error

    return read
