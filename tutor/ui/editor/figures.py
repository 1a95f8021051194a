"""What one instruction did in a build, as the margin tells it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from tutor.ui import signs


class Mark(Enum):
    """What stands in front of an instruction's figures; the value is its sign."""

    NONE = " "
    RUNNING = signs.RUNNING
    CACHED = signs.CACHED
    FAILED = signs.FAILED
    RECORDED = signs.RECORDED
    STALE = "≠"
    """The text changed since the build, so the figures are of another instruction."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What one instruction did in a build.

    ``adds`` and ``hides`` are bytes, None when not measured; ``seconds`` is None when the step did not run to
    its end. ``ships`` is true when its layer is part of the final image. ``skipped`` is why its stage was not
    built. ``earlier`` is true when the figures are of the build before: the running one has none of them yet.
    """

    keyword: str
    mark: Mark = Mark.NONE
    adds: int | None = None
    hides: int | None = None
    seconds: float | None = None
    cached: bool = False
    ships: bool = False
    skipped: str | None = None
    earlier: bool = False
