"""Listing what the classic builder left: each instruction has an image, in which a container lists itself."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.dockerfile import BaseKind, Dockerfile
from tutor.engine.moby.daemon import Daemon
from tutor.engine.moby.measure import Measured
from tutor.engine.moby.self_listing import list_image
from tutor.engine.moby.split import TOUCHING_FILES
from tutor.engine.moby.steps import Place


def measure(
    daemon: Daemon,
    dockerfile: Dockerfile,
    reached: Mapping[int, int],
    images: Mapping[Place, str],
    labels: Mapping[str, str],
) -> Measured:
    """List every boundary of the instructions that were carried out."""
    after, wanted = boundaries(dockerfile, reached, images)
    listed = {number: list_image(daemon, image, labels) for number, image in enumerate(wanted)}
    return Measured(after, listed)


def boundaries(
    dockerfile: Dockerfile, reached: Mapping[int, int], images: Mapping[Place, str]
) -> tuple[dict[tuple[int, int], int | None], list[str]]:
    """Those images that show the files after some instruction, and their numbers (see ``Measured.after``)."""
    after: dict[tuple[int, int], int | None] = {}
    wanted: list[str] = []
    ends: dict[int, int | None] = {}
    for stage in dockerfile.stages:
        here = ends.get(stage.base.stage) if stage.base.stage is not None else None
        for position, instruction in enumerate(stage.instructions[: reached.get(stage.index, 0)]):
            image = images.get(Place(stage.index, position))
            begins = position == 0 and stage.base.kind is BaseKind.IMAGE
            if image is not None and (begins or instruction.keyword in TOUCHING_FILES):
                here = wanted.index(image) if image in wanted else len(wanted)
                wanted += [image] if here == len(wanted) else []
            after[stage.index, position] = here
        ends[stage.index] = here
    return after, wanted
