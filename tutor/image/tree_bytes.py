"""Trees as bytes, for keeping them on disk: msgpack under zstd, names of any bytes included."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from tutor.image.entry import FileEntry, FileKind
from tutor.image.tree import FileTree

LEVEL = 3
MOST_BYTES = 512 * 1024 * 1024
"""No tree unpacks to more; a damaged file must not fill the memory."""


class MalformedPacking(ValueError):  # noqa: N818 - reads as what it is
    """Bytes that hold no packed tree."""


class _Packed(msgspec.Struct, array_like=True):
    """``strange`` are entries with a text that is no UTF-8, as (path, kind, mode … digest) with texts as
    bytes.
    """

    entries: list[FileEntry]
    strange: list[list[Any]] = []


def pack_tree(files: FileTree) -> bytes:
    """The tree as bytes, the same for the same tree."""
    import zstandard

    return zstandard.ZstdCompressor(level=LEVEL).compress(_encoded(list(files)))


def unpack_tree(data: bytes) -> FileTree:
    """The tree that was packed. Raises MalformedPacking."""
    import zstandard

    try:
        plain = zstandard.ZstdDecompressor().decompress(data, max_output_size=MOST_BYTES)
        packed = msgspec.msgpack.decode(plain, type=_Packed)
        return FileTree.of([*packed.entries, *map(_from_bytes, packed.strange)])
    except (zstandard.ZstdError, msgspec.DecodeError, TypeError, ValueError) as error:
        raise MalformedPacking(f"this is no packed tree: {error}") from error


def _encoded(entries: list[FileEntry]) -> bytes:
    try:
        return msgspec.msgpack.encode(_Packed(entries))
    except UnicodeEncodeError:
        plain = [entry for entry in entries if not _is_strange(entry)]
        return msgspec.msgpack.encode(
            _Packed(plain, _as_bytes(entry for entry in entries if _is_strange(entry)))
        )


def _is_strange(entry: FileEntry) -> bool:
    try:
        "".join((entry.path, entry.target or "", entry.same_as or "")).encode()
    except UnicodeEncodeError:
        return True
    return False


def _as_bytes(entries: Iterable[FileEntry]) -> list[list[Any]]:
    return [
        [
            value.encode("utf-8", "surrogateescape")
            if isinstance(value, str)
            else value.value
            if isinstance(value, FileKind)
            else value
            for value in msgspec.structs.astuple(entry)
        ]
        for entry in entries
    ]


def _from_bytes(values: list[Any]) -> FileEntry:
    texts = [v.decode("utf-8", "surrogateescape") if isinstance(v, bytes) else v for v in values]
    return msgspec.convert(texts, FileEntry)
