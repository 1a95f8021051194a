"""The members of a stream that passes once, and need not be stored anywhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

from tutor.image.archive.cursor import BLOCK_BYTES, StreamCursor
from tutor.image.archive.layer_reading import Documents, ReadLayer, read_stream, visit_stream
from tutor.image.archive.layer_tar import layer_of
from tutor.image.archive.limits import MOST_DOCUMENT_BYTES, Allowance
from tutor.image.archive.malformed import MalformedArchive
from tutor.image.archive.members import WHOLE, ContentGone, followed, inside, links_of
from tutor.image.archive.packing import Buffered, Read, buffered, may_be_layer, unpacked
from tutor.image.archive.tar import Content, Wanted, WithContent, scan
from tutor.image.entry import FileEntry
from tutor.image.surface import is_document

if TYPE_CHECKING:
    from tutor.image.layer_store import LayerStore

ROOT_FOLDERS = frozenset(
    {
        "bin",
        "dev",
        "etc",
        "home",
        "lib",
        "opt",
        "proc",
        "root",
        "run",
        "sbin",
        "srv",
        "sys",
        "tmp",
        "usr",
        "var",
    }
)
"""Where these lie at the top, files are an image's content and none of them is a layer."""

MOST_DEPTH_OF_MEMBER = 4
DIGITS = re.compile(r"([0-9a-f]{64})(?:\.tar)?")


def reading(stream: BinaryIO) -> Read:
    """Reads from a stream, also from one that closes itself at its end, as an engine's answer does."""
    return lambda count: b"" if stream.closed else stream.read(count)


ReadOne = Callable[[str, Buffered, int], ReadLayer | None]
"""Reads the layer of a path from a stream of so many bytes; None passes it over."""


class PassingMembers:
    """What was seen of a stream: blobs come in any order and under any name, so all are sniffed.

    A member that looks like a layer and is none is an error only when an image needs it. ``reopen`` gives the
    stream once more where that can be had, for contents.
    """

    def __init__(
        self,
        stream: BinaryIO,
        allowance: Allowance,
        go_on: Callable[[], None],
        *,
        read_one: ReadOne | None = None,
        store: LayerStore | None = None,
        reopen: Callable[[], BinaryIO] | None = None,
    ) -> None:
        self._allowance = allowance
        self._go_on = go_on
        self._store = store
        self._read_one = read_one or self._read_layer
        self._reopen = reopen
        self._texts: dict[str, bytes] = {}
        self._layers: dict[str, ReadLayer | MalformedArchive | None] = {}
        self._others: set[str] = set()
        self._documents = Documents(allowance)
        self._is_root = False
        outside = unpacked(buffered(reading(stream)), allowance)
        self._entries = scan(StreamCursor(outside), allowance, self._member)
        self.links = links_of(self._entries)
        while outside.read(BLOCK_BYTES * BLOCK_BYTES):
            pass  # whoever writes to a pipe must not find it closed

    def names(self) -> Collection[str]:
        return self._texts.keys() | self._layers.keys() | self._others | self.links.keys()

    def document(self, path: str) -> bytes:
        found = self._texts.get(followed(path, self.links))
        if found is None:
            raise MalformedArchive(f"{path} is missing or no JSON")
        return found

    def packed_bytes(self, path: str) -> int:
        found = self._layers.get(followed(path, self.links))
        return found.packed_bytes if isinstance(found, ReadLayer) else 0

    def layer(self, path: str, *, hashed: bool) -> ReadLayer:
        if path == WHOLE:
            return ReadLayer(layer_of(self._entries), self._documents.found, 0)
        with inside(path):
            found = self._layers.get(followed(path, self.links))
            if isinstance(found, MalformedArchive):
                raise found
            if found is None:
                raise MalformedArchive("it is missing, or neither a tar archive nor gzip nor zstd")
            return found

    def visit(self, path: str, look: WithContent, wanted: Wanted) -> None:
        if self._reopen is None:
            raise ContentGone("the image came as a stream that has passed")
        where = followed(path, self.links)
        allowance = Allowance()

        def member(entry: FileEntry, content: Content) -> FileEntry:
            if entry.path == where:
                with inside(path):
                    visit_stream(buffered(content.read), allowance, look, wanted)
            return entry

        with self._reopen() as stream:
            outside = StreamCursor(unpacked(buffered(stream.read), allowance))
            if path == WHOLE:
                scan(outside, allowance, look, wanted)
            else:
                scan(outside, allowance, member, lambda found: found == where)

    def _member(self, entry: FileEntry, content: Content) -> FileEntry:
        self._go_on()
        path, size = entry.path, content.left
        self._is_root = self._is_root or path.partition("/")[0] in ROOT_FOLDERS
        if is_document(path):
            return self._documents.look(entry, content)
        self._others.add(path)
        if self._is_root or path.count("/") > MOST_DEPTH_OF_MEMBER:
            return entry
        stream = buffered(content.read)
        start = stream.peek(BLOCK_BYTES)[:BLOCK_BYTES]
        if may_be_layer(start):
            try:
                self._layers[path] = self._read_one(path, stream, size)
            except MalformedArchive as error:
                self._layers[path] = error
        elif start.lstrip()[:1] in (b"{", b"[") and self._allowance.keeps(size):
            self._texts[path] = stream.read(MOST_DOCUMENT_BYTES)
        return entry

    def _read_layer(self, path: str, stream: Buffered, size: int) -> ReadLayer:
        """A layer that is stored plain is often called by its diffID, and may be known by that."""
        called = DIGITS.fullmatch(path.rpartition("/")[2])
        if self._store is not None and called is not None:
            known = self._store.get(f"sha256:{called[1]}")
            if known is not None:
                return replace(known, packed_bytes=size)
        return read_stream(stream, size, self._allowance, hashed=self._store is not None)
