"""The file by which glibc's loader finds libraries, /etc/ld.so.cache."""

from __future__ import annotations

import struct
from collections.abc import Iterator

MAGIC = b"glibc-ld.so.cache1.1"
COUNT_OFFSET = len(MAGIC)
HEADER_BYTES = 48
ENTRY = struct.Struct("<iIIIQ")
AMD64 = 0x0303


def libraries_in(cache: bytes, name: str) -> Iterator[str]:
    """The paths of a library in the bytes of the cache, in the order in which the loader tries them.

    Nothing for a cache that the loader would not read, and for libraries of other machines and processors.
    """
    if not cache.startswith(MAGIC) or len(cache) < HEADER_BYTES:
        return
    (count,) = struct.unpack_from("<I", cache, COUNT_OFFSET)
    for number in range(count):
        at = HEADER_BYTES + number * ENTRY.size
        if at + ENTRY.size > len(cache):
            return
        flags, key, value, _, capabilities = ENTRY.unpack_from(cache, at)
        if flags == AMD64 and not capabilities and _text(cache, key) == name:
            yield _text(cache, value)


def _text(cache: bytes, offset: int) -> str:
    return cache[offset : cache.find(b"\0", offset)].decode("utf-8", "surrogateescape")
