"""Saved images, as `docker save` and `podman save` write them, read in one pass."""

from __future__ import annotations

import gzip
import io
import posixpath
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, BinaryIO, cast

import msgspec

from tutor.engine.embedded.recording.keeping import Keeper
from tutor.image import FileEntry, FileKind, Layer, MalformedArchive, read_tar
from tutor.image.layer_tar import read_layer
from tutor.image.tar import BLOCK_BYTES, Content

MOST_MEMBERS = 100_000
MOST_ENTRIES = 1_000_000
MOST_JSON_BYTES = 16 * 1024 * 1024
MANIFEST = "manifest.json"

GZIP = b"\x1f\x8b"
ZSTD = b"\x28\xb5\x2f\xfd"
MAGIC_BYTES = 4
READ_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class SavedLayer:
    """A layer with what was kept of its contents; None for both when it was not asked for."""

    diff_id: str
    layer: Layer | None
    kept: Keeper | None


@dataclass(frozen=True, slots=True)
class SavedImage:
    """An image of an archive: its config document, and its layers lowest first."""

    config: dict[str, Any]
    layers: tuple[SavedLayer, ...]


def read_saved(stream: BinaryIO, keeper_of: Callable[[str], Keeper | None]) -> SavedImage:
    """The one image of an archive.

    ``keeper_of`` gets the path of each member that may be a layer and gives what looks at its files, or None
    to pass it over. Layers may be plain, gzip or zstd, whatever their names say. Raises MalformedArchive.
    """
    reading = _Reading(keeper_of)
    members = read_tar(stream, max_entries=MOST_MEMBERS, look=reading.member)
    # Docker before 25 stores a layer that comes several times once, and links to it.
    links = {entry.path: _target(entry) for entry in members if entry.kind is FileKind.SYMLINK}
    listed = _json(reading.documents, MANIFEST, list)
    if not listed:
        raise MalformedArchive("the archive holds no image")
    if len(listed) > 1:
        raise MalformedArchive(f"the archive holds {len(listed)} images, and one was asked for")
    config = _json(reading.documents, listed[0]["Config"], dict)
    diff_ids = config.get("rootfs", {}).get("diff_ids") or []
    if len(diff_ids) != len(listed[0]["Layers"] or []):
        raise MalformedArchive("the image's layers and its config do not fit")
    layers = []
    for diff_id, path in zip(diff_ids, listed[0]["Layers"] or [], strict=True):
        layer, kept = reading.layers.get(links.get(path, path), (None, None))
        layers.append(SavedLayer(diff_id, layer, kept))
    return SavedImage(config, tuple(layers))


@dataclass
class _Reading:
    keeper_of: Callable[[str], Keeper | None]
    documents: dict[str, bytes] = field(default_factory=dict)
    layers: dict[str, tuple[Layer, Keeper]] = field(default_factory=dict)

    def member(self, entry: FileEntry, content: Content) -> FileEntry:
        """What a member is can only be told by how it begins: blobs have no names."""
        raw = _Raw(content)
        buffered = io.BufferedReader(raw, READ_BYTES)
        start = buffered.peek(BLOCK_BYTES)[:BLOCK_BYTES]
        if start[:1] in (b"{", b"["):
            if entry.size > MOST_JSON_BYTES:
                raise MalformedArchive(f"{entry.path} is longer than any honest document")
            self.documents[entry.path] = buffered.read()
        elif _may_be_layer(start) and (keeper := self.keeper_of(entry.path)) is not None:
            try:
                layer = read_layer(_unpacked(buffered), max_entries=MOST_ENTRIES, look=keeper.look)
            except (OSError, EOFError, zlib.error) as error:
                raise MalformedArchive(f"{entry.path} is a damaged layer: {error}") from error
            self.layers[entry.path] = (layer, keeper)
        return entry


def _target(link: FileEntry) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(link.path), link.target or ""))


def _may_be_layer(start: bytes) -> bool:
    return start.startswith((GZIP, ZSTD)) or start[257:262] == b"ustar" or not start.strip(b"\0")


def _unpacked(stream: io.BufferedReader[Any]) -> BinaryIO:
    start = stream.peek(MAGIC_BYTES)[:MAGIC_BYTES]
    if start.startswith(GZIP):
        return cast(BinaryIO, gzip.GzipFile(fileobj=stream))
    if start.startswith(ZSTD):
        import zstandard

        reader = zstandard.ZstdDecompressor().stream_reader(stream, read_across_frames=True)
        return cast(BinaryIO, io.BufferedReader(cast(io.RawIOBase, reader), READ_BYTES))
    return stream


class _Raw(io.RawIOBase):
    """A member's content as a raw stream, so that it can be buffered."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        data = self._content.read(len(into))
        into[: len(data)] = data
        return len(data)


def _json(documents: dict[str, bytes], path: str, kind: type) -> Any:
    try:
        found = msgspec.json.decode(documents[path])
    except (KeyError, msgspec.DecodeError) as error:
        raise MalformedArchive(f"{path} is missing or no JSON") from error
    if not isinstance(found, kind):
        raise MalformedArchive(f"{path} is no {kind.__name__}")
    return found
