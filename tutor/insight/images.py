"""A stage of a build as an image that can be inspected and compared."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tutor.dockerfile import Dockerfile, parse
from tutor.dockerfile.stage_titles import the_stage, this_stage
from tutor.engine import BuildResult
from tutor.image import FileTree, Image, ImageLayer

NOTHING = FileTree.of(())


NO_ARGS: Mapping[str, str] = MappingProxyType({})


def image_of_stage(
    result: BuildResult, stage_index: int, text: str, build_args: Mapping[str, str] = NO_ARGS
) -> Image:
    """A stage with its instructions as layers, those of the stages that it is FROM below its own.

    ``text`` and ``build_args`` are those that were built. Instructions that store nothing are no layers; a
    base image is one. Of a stage that was not measured line by line there are no layers, of one that was not
    measured the files are empty, and notes say so.
    """
    stage = result.stages[stage_index]
    notes: list[str] = []
    if stage.files is None:
        notes.append(f"The files of {the_stage(stage.label)} were not measured.")
    layers = _layers(result, stage_index, parse(text, build_args))
    if layers is None:
        if stage.files is not None:
            notes.append(
                f"{this_stage(stage.label)} was not measured line by line: its layers are not known."
            )
        layers = ()
    return Image(
        stage.label,
        stage.files if stage.files is not None else NOTHING,
        stage.config,
        stage.documents,
        layers,
        tuple(notes),
    )


def _layers(result: BuildResult, stage_index: int, dockerfile: Dockerfile) -> tuple[ImageLayer, ...] | None:
    """The layers of a stage, lowest first; None when one of them was not measured."""
    if stage_index >= len(dockerfile.stages):
        return None
    layers: list[ImageLayer] = []
    for stage in reversed(list(dockerfile.chain(dockerfile.stages[stage_index]))):
        built = result.stages[stage.index].instructions
        for one in built[1:] if stage.base.stage is not None else built:
            if not one.reached:
                continue
            if one.layer is None:
                return None
            if one.layer.entries or one.layer.whiteouts or one.layer.opaque:
                layers.append(ImageLayer(one.layer, one.text, one.line))
    return tuple(layers)
