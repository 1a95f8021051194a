"""Two stages of a build in figures, for the screen that sets them side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutor.engine.result import StageImage


@dataclass(frozen=True, slots=True)
class PartFigure:
    """Paths that fared alike: ``sign`` and ``name`` say how; regular files and their bytes."""

    sign: str
    name: str
    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class StageDifference:
    """What it takes to get from one stage to the other."""

    parts: tuple[PartFigure, ...]


def difference_of(
    left: StageImage, right: StageImage, left_name: str, right_name: str
) -> StageDifference | None:
    """Compare the files of two stages, None where one is not listed; for a worker, as it reads both trees."""
    from tutor.image import compare

    if left.files is None or right.files is None:
        return None
    result = compare(left.files, right.files)
    return StageDifference(
        (
            PartFigure("-", f"only in {left_name}", result.removed.files, result.removed.bytes),
            PartFigure("+", f"only in {right_name}", result.added.files, result.added.bytes),
            PartFigure("~", "changed", result.changed.files, result.changed.bytes),
            PartFigure("=", "the same in both", result.kept.files, result.kept.bytes),
        )
    )
