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
    CHANGED = "Δ"
    """It, or a file that it copies, was changed, and it was built again for that."""
    AGAIN = "↓"
    """It was built again because something above it, or in a stage that it needs, was."""
    STALE = "≠"
    """The text changed since the build, so the figures are of another instruction."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What one instruction did in a build.

    ``adds`` and ``hides`` are bytes, None when not measured; ``seconds`` is None when the step did not run to
    its end. ``ships`` is true when its layer is part of the final image; ``shipped`` is how many of the bytes
    that it adds are there, also by way of a COPY --from, None when that is not known. ``skipped`` is why its
    stage was not built. ``earlier`` is true when the figures are of the build before: the running one has
    none of them yet. ``line`` is where it stood in the text that was built, 0 where that is not known.
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
    shipped: int | None = None
    line: int = 0
    again: str = ""
    """Why it was built again, in words; empty where that is nothing to tell."""

    @property
    def lit(self) -> int:
        """The bytes of what it adds that ship."""
        if self.shipped is not None:
            return min(self.shipped, self.adds or 0)
        return (self.adds or 0) if self.ships else 0
