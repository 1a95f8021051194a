"""One header of a tar archive, and the records that may come before it."""

from __future__ import annotations

import math
from functools import lru_cache
from struct import Struct
from zlib import adler32

from tutor.image.archive.malformed import MalformedArchive

FIELDS = Struct("100s8s8s8s12s12s8sc100s6s82x155s12x")
"""name, mode, uid, gid, size, mtime, checksum, type, link name, magic, prefix."""

USTAR = b"ustar\0"
ADLER_MODULUS = 65521
SPACES = 8 * ord(" ")
LARGEST_NUMBER = (1 << 63) - 1
MAGNITUDE_OF_TIMES = 1 << 53
"""Seconds beyond it are no numbers that a float can tell apart."""


@lru_cache(maxsize=1 << 16)
def number(field: bytes) -> int:
    """An octal number, or a base-256 one when the first bit is set. Raises MalformedArchive."""
    if field[0] & 0x80:
        value = int.from_bytes(field, "big", signed=False) & ((1 << (8 * len(field) - 1)) - 1)
        return value - (1 << (8 * len(field) - 1)) if field[0] & 0x40 else value
    digits = field.partition(b"\0")[0].strip(b" ") or field.strip(b" \0")
    try:
        return int(digits, 8) if digits else 0
    except ValueError:
        raise MalformedArchive(f"{digits!r} is no octal number") from None


def checksum_fits(header: bytes) -> bool:
    """Whether a header's checksum is right, as of unsigned or (very old programs) of signed bytes.

    Adler-32's lower half is one more than the sum of all bytes, and is counted much faster than bytes are
    added up here. Raises MalformedArchive.
    """
    checksum = header[148:156]
    half = (number(checksum) - SPACES + sum(checksum) + 1) % ADLER_MODULUS
    found = adler32(header) & 0xFFFF
    if found == half:
        return True
    negative = sum(1 for byte in header[:148] + header[156:] if byte > 0x7F)
    return (found - 256 * negative) % ADLER_MODULUS == half


def text(field: bytes) -> str:
    """What stands before the first NUL; bytes that are no UTF-8 are kept by surrogateescape."""
    return field.partition(b"\0")[0].decode("utf-8", "surrogateescape")


def clean(path: str) -> str:
    """The path without leading ``/``, without empty and ``.`` parts; ``..`` never leaves the root."""
    path = path.removeprefix("./").removesuffix("/")
    if "./" not in path and "//" not in path and path[:1] != "/" and path[-1:] not in ("/", "."):
        return path
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def pax_records(data: bytes) -> dict[str, str]:
    """The records ``<length> <keyword>=<value>\\n`` of a PAX header. Raises MalformedArchive."""
    records = {}
    at = 0
    while at < len(data):
        space = data.find(b" ", at, at + 20)
        digits = data[at:space] if space > 0 else b""
        length = int(digits) if digits.isdigit() else 0
        keyword, equals, value = data[space + 1 : at + length - 1].partition(b"=")
        if length <= len(digits) or at + length > len(data) or not equals:
            raise MalformedArchive("a PAX header is damaged")
        records[text(keyword)] = value.decode("utf-8", "surrogateescape")
        at += length
    return records


def whole(value: str | int, what: str) -> int:
    """A number that no program need be afraid of. Raises MalformedArchive."""
    try:
        told = int(value)
    except ValueError:
        told = -LARGEST_NUMBER
    if not -LARGEST_NUMBER < told <= LARGEST_NUMBER:
        raise MalformedArchive(f"a file has an impossible {what}: {str(value)[:40]}")
    return told


@lru_cache(maxsize=1 << 14)
def seconds(value: str | int) -> float:
    """A time. Raises MalformedArchive."""
    try:
        told = float(value)
    except (ValueError, OverflowError):
        told = math.nan
    if not abs(told) < MAGNITUDE_OF_TIMES:
        raise MalformedArchive(f"a file has an impossible time: {str(value)[:40]}")
    return told
