"""Saved images, as `docker save` and `podman save` write them, with what is kept of their contents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, BinaryIO

import msgspec

from tutor.engine.embedded.recording.keeping import Keeper
from tutor.image import Layer, MalformedArchive
from tutor.image.archive.contents import described
from tutor.image.archive.layer_reading import ReadLayer, visit_stream
from tutor.image.archive.layer_tar import layer_of
from tutor.image.archive.limits import Allowance
from tutor.image.archive.manifests import ConfigDocument, decoded
from tutor.image.archive.members import followed
from tutor.image.archive.packing import Buffered
from tutor.image.archive.passing import PassingMembers


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
    keepers: dict[str, Keeper] = {}
    allowance = Allowance()

    def read_one(path: str, layer: Buffered, size: int) -> ReadLayer | None:
        keeper = keeper_of(path)
        if keeper is None:
            return None
        keepers[path] = keeper
        return ReadLayer(layer_of(visit_stream(layer, allowance, keeper.look, None)), {}, size)

    members = PassingMembers(stream, allowance, lambda: None, read_one=read_one)
    images = described(members)
    if len(images) > 1:
        raise MalformedArchive(f"the archive holds {len(images)} images, and one was asked for")
    image = images[0]
    if image.config is None:
        raise MalformedArchive("manifest.json is missing")
    document = members.document(image.config)
    diff_ids = decoded(document, image.config, ConfigDocument).diff_ids
    if len(diff_ids) != len(image.layers):
        raise MalformedArchive("the image's layers and its config do not fit")
    return SavedImage(
        msgspec.json.decode(document),
        tuple(
            _layer(members, keepers, path, diff_id)
            for path, diff_id in zip(image.layers, diff_ids, strict=True)
        ),
    )


def packed_layer(content: bytes, gone: Sequence[str], keeper: Keeper) -> SavedLayer:
    """The layer in a plain archive of what it stores, and the absolute paths that it hides.

    Raises MalformedArchive.
    """
    allowance = Allowance()
    layer = layer_of(visit_stream(Buffered(BytesIO(content)), allowance, keeper.look, None))
    hidden = {path.strip("/") for path in gone}
    tops = (path for path in hidden if path and path.rpartition("/")[0] not in hidden)
    whiteouts = tuple(sorted({*layer.whiteouts, *tops}))
    return SavedLayer("", Layer(layer.entries, whiteouts, layer.opaque), keeper)


def _layer(members: PassingMembers, keepers: dict[str, Keeper], path: str, diff_id: str) -> SavedLayer:
    keeper = keepers.get(followed(path, members.links))
    if keeper is None:
        return SavedLayer(diff_id, None, None)
    return SavedLayer(diff_id, members.layer(path, hashed=False).layer, keeper)
