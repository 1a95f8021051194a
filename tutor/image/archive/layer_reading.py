"""One layer of an archive: its entries, the documents in it, and its digest where that is asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from tutor.image.archive.cursor import BLOCK_BYTES, Cursor, PartCursor, ReadAt, StreamCursor
from tutor.image.archive.layer_tar import layer_of
from tutor.image.archive.limits import Allowance
from tutor.image.archive.malformed import MalformedArchive
from tutor.image.archive.packing import (
    READ_BYTES,
    Buffered,
    buffered,
    is_packed,
    may_be_layer,
    said_of,
    unpacked,
)
from tutor.image.archive.tar import Content, Wanted, WithContent, scan
from tutor.image.entry import FileEntry
from tutor.image.layer import Layer
from tutor.image.surface import is_document


@dataclass(frozen=True, slots=True)
class Part:
    """A run of bytes of a file."""

    read_at: ReadAt
    start: int
    size: int

    def head(self, count: int) -> bytes:
        return self.read_at(min(count, self.size), self.start)


@dataclass(frozen=True, slots=True)
class ReadLayer:
    """A layer with the content of its documents by path.

    ``packed_bytes`` is what it weighs in the archive. ``digest`` is ``sha256:…`` of the uncompressed bytes,
    None where nobody counted it.
    """

    layer: Layer
    documents: dict[str, bytes]
    packed_bytes: int
    digest: str | None = None


@dataclass
class Documents:
    """Keeps the content of documents, as far as the allowance goes; to be shown the files of a layer."""

    allowance: Allowance
    found: dict[str, bytes] = field(default_factory=dict)

    def look(self, entry: FileEntry, content: Content) -> FileEntry:
        if self.allowance.keeps(content.left):
            self.found[entry.path] = content.read()
        return entry


def read_part(part: Part, allowance: Allowance, *, hashed: bool) -> ReadLayer:
    """The layer that lies in a part of a file.

    A plain one is never hashed: its headers are read in a fraction of the time. Raises MalformedArchive.
    """
    documents = Documents(allowance)
    digest = sha256() if hashed and is_packed(part.head(BLOCK_BYTES)) else None
    entries = visit_part(part, allowance, documents.look, is_document, digest)
    told = f"sha256:{digest.hexdigest()}" if digest is not None else None
    return ReadLayer(layer_of(entries), documents.found, part.size, told)


def visit_part(
    part: Part, allowance: Allowance, look: WithContent, wanted: Wanted, digest: Any = None
) -> list[FileEntry]:
    """Show the files of a layer to ``look``; its entries. Raises MalformedArchive."""
    start = part.head(BLOCK_BYTES)
    if not may_be_layer(start):
        raise MalformedArchive(said_of(start))
    inside = PartCursor(part.read_at, part.start, part.size)
    if not is_packed(start):
        return scan(inside, allowance, look, wanted)
    return _drained(unpacked(buffered(inside.read), allowance, digest), allowance, look, wanted)


def read_stream(stream: Buffered, size: int, allowance: Allowance, *, hashed: bool) -> ReadLayer:
    """The layer in a stream that begins with it and ends with it. Raises MalformedArchive."""
    documents = Documents(allowance)
    digest = sha256() if hashed else None
    entries = visit_stream(stream, allowance, documents.look, is_document, digest)
    told = f"sha256:{digest.hexdigest()}" if digest is not None else None
    return ReadLayer(layer_of(entries), documents.found, size, told)


def visit_stream(
    stream: Buffered,
    allowance: Allowance,
    look: WithContent | None,
    wanted: Wanted | None,
    digest: Any = None,
) -> list[FileEntry]:
    """Show the files of a layer to ``look``; its entries. Raises MalformedArchive."""
    return _drained(unpacked(stream, allowance, digest), allowance, look, wanted)


def _drained(
    stream: Buffered, allowance: Allowance, look: WithContent | None, wanted: Wanted | None
) -> list[FileEntry]:
    """To the very end, beyond the archive's own: the digest is of all, and a packer's checksum comes last."""
    cursor: Cursor = StreamCursor(stream)
    entries = scan(cursor, allowance, look, wanted)
    while stream.read(READ_BYTES):
        pass
    return entries
