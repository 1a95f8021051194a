"""Images that are called nearly as a stage above, or as another image: Docker would look for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.dockerfile.model import BaseKind, Instruction, Stage
from tutor.dockerfile.nearest import nearest
from tutor.dockerfile.reference import read_reference
from tutor.dockerfile.rules.inspection import Finding, Inspection
from tutor.dockerfile.sources import sources_of, stage_numbers

LIKE_STAGE = re.compile(r"[A-Za-z][\w.-]{3,}")
"""Neither tag nor folder; shorter names are near to everything."""
DISTROLESS = re.compile(r"gcr\.io/distroless/[\w-]+$")
DISTROLESS_TAGS = ("debug", "debug-nonroot", "latest", "nonroot")


def misspelt_stage(inspection: Inspection) -> Iterator[Finding]:
    for stage, instruction, above, copied in _below_stages(inspection):
        names = [*copied]
        if instruction.keyword == "FROM" and stage.base.kind is BaseKind.IMAGE:
            names.append(stage.base.name)
        for name in names:
            meant = _meant(name, above)
            if meant is not None:
                message = f"No stage is called {name}, so it is taken for an image; did you mean {meant}?"
                yield Finding(message, instruction.lines)


def unknown_stage(inspection: Inspection) -> Iterator[Finding]:
    """A bare name to copy from, near to no stage: it may be an image, and then it has a tag."""
    for _, instruction, above, copied in _below_stages(inspection):
        for name in copied:
            if LIKE_STAGE.fullmatch(name) and _meant(name, above) is None:
                message = (
                    f"No stage is called {name} (the stages above are {', '.join(above)}), so a registry is "
                    "asked for an image: write a stage's name, or the image with its tag"
                )
                yield Finding(message, instruction.lines)


def _below_stages(inspection: Inspection) -> Iterator[tuple[Stage, Instruction, list[str], list[str]]]:
    """The instructions below stages with a name: these names, and the sources that are no stage."""
    stages = inspection.dockerfile.stages
    numbers = stage_numbers(stages)
    for stage in stages:
        above = [one.name for one in stages[: stage.index] if one.name]
        for instruction in stage.instructions if above else ():
            copied = [one.name for one in sources_of(instruction, numbers) if one.stage is None]
            yield stage, instruction, above, copied


def _meant(name: str, stages: list[str]) -> str | None:
    return nearest(name, stages, ignore_case=True) if LIKE_STAGE.fullmatch(name) else None


def misspelt_tag(inspection: Inspection) -> Iterator[Finding]:
    """Distroless images have four tags, each also for one architecture."""
    for stage in inspection.dockerfile.stages:
        reference = read_reference(stage.base.name) if stage.base.kind is BaseKind.IMAGE else None
        if reference is None or not reference.tag or not DISTROLESS.match(reference.name):
            continue
        meant = nearest(reference.tag, DISTROLESS_TAGS)
        if meant is not None:
            message = f"{reference.repository} has no tag {reference.tag}; did you mean {meant}?"
            yield Finding(message, stage.instructions[0].lines)
