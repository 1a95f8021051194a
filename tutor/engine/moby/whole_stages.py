"""Listing stages by their images where a Dockerfile cannot be cut: slower, and only what they end with."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tutor.dockerfile import BaseKind, Dockerfile, Stage
from tutor.engine.moby.listing import Listed
from tutor.engine.moby.measure import Measured
from tutor.engine.moby.split import TOUCHING_FILES


def measure(
    dockerfile: Dockerfile,
    reached: Mapping[int, int],
    image_of: Callable[[Stage], str | None],
    files_of: Callable[[str], Listed],
) -> Measured:
    """List base images, and the images of stages that were built whole.

    What single instructions did is not known then, but for those that touch no file.
    """
    after: dict[tuple[int, int], int | None] = {}
    numbers: dict[str, int] = {}
    listed: dict[int, Listed] = {}
    ends: dict[int, int | None] = {}

    def number_of(image: str) -> int:
        if image not in numbers:
            numbers[image] = len(numbers)
            listed[numbers[image]] = files_of(image)
        return numbers[image]

    for stage in dockerfile.stages:
        count = reached.get(stage.index, 0)
        if count == 0:
            continue
        begin = number_of(stage.base.name) if stage.base.kind is BaseKind.IMAGE else None
        if stage.base.stage is not None:
            begin = ends.get(stage.base.stage)
        touching = [at for at in range(count) if stage.instructions[at].keyword in TOUCHING_FILES]
        first, last = (touching[0], touching[-1]) if touching else (count, count)
        after.update({(stage.index, at): begin for at in range(min(first, count))})
        image = image_of(stage) if touching and count == len(stage.instructions) else None
        if image is not None:
            end = number_of(image)
            after.update({(stage.index, at): end for at in range(last, count)})
            ends[stage.index] = end
        elif not touching:
            ends[stage.index] = begin
    return Measured(after, listed)
