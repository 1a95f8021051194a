"""The images of an archive, as values like any other."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tutor.image.archive.choosing import chosen, others
from tutor.image.archive.contents import Described, described
from tutor.image.archive.layer_reading import ReadLayer
from tutor.image.archive.limits import Allowance
from tutor.image.archive.malformed import MalformedArchive, telling_of
from tutor.image.archive.manifests import ConfigDocument, decoded
from tutor.image.archive.members import ContentGone, Members
from tutor.image.archive.tar import Content
from tutor.image.config import ImageConfig
from tutor.image.entry import FileEntry, FileKind
from tutor.image.image import Image, ImageLayer
from tutor.image.layer import Layer
from tutor.image.merge import stacked
from tutor.image.tree import FileTree

if TYPE_CHECKING:
    from tutor.image.layer_store import LayerStore

PIECE_BYTES = 1024 * 1024
PREVIEW_BYTES = 64 * 1024


class ArchivedImages:
    """What ``open_archive`` opened. All methods raise MalformedArchive.

    Safe to use from several threads. Paths have no leading slash.
    """

    def __init__(
        self, title: str, members: Members, allowance: Allowance, store: LayerStore | None, ref: str | None
    ) -> None:
        self._title = title
        self._members = members
        self._allowance = allowance
        self._store = store
        self._ref = ref
        self._there = members.names()
        self._described = described(members)
        self._layers: dict[str, ReadLayer] = {}
        self._made: dict[Described, tuple[Image, tuple[str, ...]]] = {}

    @property
    def images(self) -> tuple[str, ...]:
        """The names of the images; () when none has one."""
        return tuple(dict.fromkeys(name for image in self._described for name in image.names))

    def image(self, name: str | None = None) -> Image:
        """The image by that name; the only one, or the one that ``ref`` named, by default."""
        return self._image(name)[0]

    def read(self, path: str, limit: int = PREVIEW_BYTES, name: str | None = None) -> bytes:
        """The first bytes of a regular file; only the layer that holds it is read again.

        Raises ContentGone when there is no such file, or the archive came as a stream and has passed.
        """
        found: dict[str, bytes] = {}

        def look(entry: FileEntry, content: Content) -> FileEntry:
            found[path] = content.read(limit)
            return entry

        image, layers = self._image(name)
        if path in image.documents:
            return image.documents[path][:limit]
        where, names = _place(image, path)
        with telling_of(self._title):
            self._members.visit(layers[where], look, names.__contains__)
        if path not in found:
            raise ContentGone(f"the content of /{path} is not in the archive")
        return found[path]

    def digests(self, paths: Iterable[str], name: str | None = None) -> dict[str, str]:
        """``sha256:…`` of the contents of these regular files, where they can be had.

        Each layer that holds one of them is read again once.
        """
        image, layers = self._image(name)
        wanted: dict[int, dict[str, list[str]]] = {}
        for path in paths:
            try:
                where, names = _place(image, path)
            except ContentGone:
                continue
            for one in names:
                wanted.setdefault(where, {}).setdefault(one, []).append(path)
        found: dict[str, str] = {}
        for where, by_name in wanted.items():

            def look(
                entry: FileEntry, content: Content, by_name: dict[str, list[str]] = by_name
            ) -> FileEntry:
                digest = hashlib.sha256()
                while piece := content.read(PIECE_BYTES):
                    digest.update(piece)
                found.update(dict.fromkeys(by_name[entry.path], f"sha256:{digest.hexdigest()}"))
                return entry

            try:
                with telling_of(self._title):
                    self._members.visit(layers[where], look, by_name.__contains__)
            except ContentGone:
                return {}
        return found

    def _image(self, name: str | None) -> tuple[Image, tuple[str, ...]]:
        with telling_of(self._title):
            one = chosen(self._described, self._there, name or self._ref)
            if one not in self._made:
                self._made[one] = (self._read(one, name or self._ref), one.layers)
            return self._made[one]

    def _read(self, one: Described, name: str | None) -> Image:
        config = None
        if one.config is not None:
            config = decoded(self._members.document(one.config), one.config, ConfigDocument)
        diff_ids: list[str | None] = [None]
        created_by = [""]
        if config is not None:
            diff_ids, created_by = list(config.diff_ids), config.created_by(len(one.layers))
        if len(diff_ids) != len(one.layers):
            raise MalformedArchive(
                f"its config tells of {len(diff_ids)} layers, and its manifest of {len(one.layers)}"
            )
        notes = list(others(self._described, one, self._there))
        read = []
        for path, diff_id in zip(one.layers, diff_ids, strict=True):
            if path not in self._layers:  # bases are shared, and an empty layer comes many times
                self._layers[path] = self._layer(path, diff_id, notes)
            read.append(self._layers[path])
        _account_for_folders([layer.layer for layer in read], self._allowance)
        return image_of_layers(
            name or (one.names[0] if one.names else self._title),
            config.image_config if config is not None else None,
            list(zip(read, created_by, diff_ids, strict=True)),
            notes,
        )

    def _layer(self, path: str, diff_id: str | None, notes: list[str]) -> ReadLayer:
        if self._store is None or diff_id is None:
            return self._members.layer(path, hashed=False)
        stored = self._store.get(diff_id)
        if stored is not None:
            return replace(stored, packed_bytes=self._members.packed_bytes(path))
        layer = self._members.layer(path, hashed=True)
        if layer.digest == diff_id:
            self._store.put(diff_id, layer)
        elif layer.digest is not None:
            notes.append(f"The layer {path} is not what the image's config says it is.")
        return layer


def image_of_layers(
    name: str,
    config: ImageConfig | None,
    layers: Sequence[tuple[ReadLayer, str, str | None]],
    notes: Iterable[str] = (),
) -> Image:
    """An image of layers that were read, lowest first, each with its instruction and its diffID."""
    read = [layer for layer, _, _ in layers]
    files = stacked([layer.layer for layer in read])
    return Image(
        name,
        files,
        config,
        _documents(files, read),
        tuple(
            ImageLayer(layer.layer, instruction, diff_id=diff_id, packed_bytes=layer.packed_bytes)
            for layer, instruction, diff_id in layers
        ),
        tuple(notes),
    )


def _account_for_folders(layers: Iterable[Layer], allowance: Allowance) -> None:
    """A few long paths can name very many folders. Raises MalformedArchive."""
    seen: set[str] = set()
    for layer in layers:
        for entry in layer.entries:
            folder = entry.path.rpartition("/")[0]
            while folder and folder not in seen:
                seen.add(folder)
                allowance.named(1, len(folder))
                folder = folder.rpartition("/")[0]


def _place(image: Image, path: str) -> tuple[int, Collection[str]]:
    """The number of the layer that holds a file, and the names that its content may have there."""
    entry = image.files.get(path)
    if entry is None or entry.kind is not FileKind.FILE:
        raise ContentGone(f"there is no file /{path}")
    for number in range(len(image.layers) - 1, -1, -1):
        layer = image.layers[number].layer
        held = entry_of(layer, path)
        if held is not None:
            first = held.same_as or path
            return number, {first, path, *(one.path for one in layer.entries if one.same_as == first)}
    raise ContentGone(f"no layer holds /{path}")


def entry_of(layer: Layer, path: str) -> FileEntry | None:
    """What a layer, whose entries are in path order, stores at a path."""
    at = bisect_left(layer.entries, path, key=lambda entry: entry.path)
    return layer.entries[at] if at < len(layer.entries) and layer.entries[at].path == path else None


def _documents(files: FileTree, layers: Sequence[ReadLayer]) -> dict[str, bytes]:
    """The documents that the merged files show: the topmost layer that stores such a path counts."""
    found: dict[str, bytes] = {}
    undecided = {path for read in layers for path in read.documents}
    for read in reversed(layers):
        for path in [path for path in undecided if entry_of(read.layer, path) is not None]:
            undecided.remove(path)
            entry = files.get(path)
            if path in read.documents and entry is not None and entry.kind is FileKind.FILE:
                found[path] = read.documents[path]
    return found
