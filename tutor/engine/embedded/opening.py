"""Recorded base images, and what this process built, as Images."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tutor.dockerfile import BaseKind, Dockerfile
from tutor.engine.embedded.assembling import documents_of
from tutor.engine.embedded.building import StageSoFar
from tutor.engine.embedded.catalogue.catalogue import Base, Catalogue
from tutor.engine.embedded.contents import Contents
from tutor.engine.errors import NotRecorded
from tutor.image import HistoryLine, Image, ImageLayer, Layer

STORING = ("RUN", "COPY", "ADD", "WORKDIR")


def recorded_image(name: str, catalogue: Catalogue, contents: Contents) -> Image:
    """A recorded base image. Raises NotRecorded for any other."""
    base = catalogue.image(name)
    if base is None:
        raise NotRecorded(
            name,
            reason="it was neither built here nor is it one of the base images that are recorded",
            near=catalogue.images_near(name),
        )
    origin = base.image.provenance
    return Image(
        name=name,
        files=base.tree,
        config=base.config,
        documents=documents_of(base.tree, contents),
        layers=tuple(_recorded_layers(base, catalogue)),
        notes=(f"Recorded on {origin.recorded} from {origin.engine}: {origin.source}.",),
        history=tuple(HistoryLine(line.created_by) for line in base.image.history),
    )


def built_image(
    name: str,
    dockerfile: Dockerfile,
    stage: int,
    stages: Mapping[int, StageSoFar],
    catalogue: Catalogue,
    contents: Contents,
) -> Image:
    """A stage that was built, with a layer for every instruction that stored something."""
    stand = stages[stage].stand
    return Image(
        name=name,
        files=stand.files,
        config=stand.config,
        documents=documents_of(stand.files, contents),
        layers=tuple(_built_layers(dockerfile, stage, stages, catalogue)),
        history=tuple(map(HistoryLine, stand.history)),
    )


def _built_layers(
    dockerfile: Dockerfile, stage: int, stages: Mapping[int, StageSoFar], catalogue: Catalogue
) -> Iterator[ImageLayer]:
    *above, root = dockerfile.chain(dockerfile.stages[stage])
    base = catalogue.image(root.base.name) if root.base.kind is BaseKind.IMAGE else None
    if base is not None:
        yield from _recorded_layers(base, catalogue)
    for each in (root, *reversed(above)):
        for instruction, told in zip(each.instructions, stages[each.index].told, strict=False):
            if instruction.keyword in STORING:
                yield ImageLayer(told.layer, instruction.text, instruction.lines.first)


def _recorded_layers(base: Base, catalogue: Catalogue) -> Iterator[ImageLayer]:
    storing = [line.created_by for line in base.image.history if not line.empty]
    for number, layer in enumerate(catalogue.layers(base.image)):
        created_by = storing[number] if len(storing) == len(base.image.layers) else ""
        stored = Layer(layer.entries, layer.whiteouts, layer.opaque)
        yield ImageLayer(stored, created_by, diff_id=layer.diff_id)
