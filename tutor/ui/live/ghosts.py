"""What the stages would weigh if the text were built now, beside what the last build measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutor.ui import amounts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tutor.engine.embedded.predicting import PredictedStage, Prediction
    from tutor.ui.figures import BuildFigures, StageFigure


@dataclass(frozen=True, slots=True)
class Ghost:
    """A stage that was not built yet; ``measured`` is the number of the stage of the last build that it was.

    ``size`` is bytes, None where the embedded engine does not know it, ``change`` what it differs from the
    last build, None where that cannot be told. ``skipped`` is why no build would make it.
    """

    label: str
    size: int | None
    change: int | None = None
    measured: int | None = None
    final: bool = False
    skipped: bool = False

    @property
    def told(self) -> str:
        """``31.0 MB, 29 MB more``, or that it is not known."""
        if self.skipped:
            return "skipped"
        if self.size is None:
            return "not known"
        told = amounts.size(self.size)
        return f"{told}, {growth(self.change)}" if self.change is not None else told

    @property
    def told_short(self) -> str:
        """``31.0 MB, +29 MB``."""
        if self.change is None or self.size is None or self.skipped:
            return self.told
        sign = "+" if self.change > 0 else "-"
        change = f"{sign}{amounts.size(abs(self.change))}" if self.change else "as now"
        return f"{amounts.size(self.size)}, {change}"


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The stages of a text that is not built yet.

    ``borrowed`` is true where another engine is in use, for which the embedded one's figures are no promise;
    ``fails`` where no build would make them.
    """

    ghosts: tuple[Ghost, ...]
    unknown: str = ""
    borrowed: bool = False
    fails: bool = False
    ships: int | None = None
    """By how many bytes what ships would differ from what the last build shipped."""

    @property
    def lead(self) -> str:
        """What stands before a figure."""
        return "if built (embedded)" if self.borrowed else "if built"

    @property
    def knows_nothing(self) -> bool:
        """Whether neither what would ship is known nor that the build would fail."""
        final = next((ghost for ghost in self.ghosts if ghost.final), None)
        return (final is None or final.size is None) and not self.fails

    @property
    def largest(self) -> int:
        """Bytes of the largest stage that is known."""
        return max((ghost.size or 0 for ghost in self.ghosts), default=0)

    @property
    def told(self) -> str:
        """What would ship, or why that is not known, in a line."""
        final = next((ghost for ghost in self.ghosts if ghost.final), None)
        lead = self.lead.capitalize()
        if final is None or final.size is None:
            return f"{lead}: not known, {self.unknown}" if self.unknown else f"{lead}: not known"
        told = f"{lead}: ships {amounts.size(final.size)}"
        return f"{told}, {growth(self.ships)}" if self.ships is not None else told


def growth(change: int) -> str:
    """``29 MB more``, ``846 MB less`` or ``as now``."""
    if not change:
        return "as now"
    return f"{amounts.size(abs(change))} {'more' if change > 0 else 'less'}"


def what_if(
    prediction: Prediction,
    built: BuildFigures | None,
    *,
    borrowed: bool = False,
    of_built: Prediction | None = None,
) -> WhatIf:
    """The ghosts of a prediction beside what was ``built`` last.

    With figures that are ``borrowed`` a measured one is not compared with a predicted one, but the
    prediction ``of_built``, of the text that was built, with this one.
    """
    measured = built.stages if built is not None else ()
    pairs = _paired(prediction.stages, measured)
    ghosts = []
    for stage in prediction.stages:
        same = pairs.get(stage.index)
        before = _predicted(same, of_built) if borrowed else same.size if same is not None else None
        ghosts.append(
            Ghost(
                stage.name or f"stage-{stage.index}",
                stage.size,
                _change(stage.size, before),
                same.index if same is not None else None,
                stage.final,
                stage.skipped is not None,
            )
        )
    shipped = built.final if built is not None else None
    before = _predicted(shipped, of_built) if borrowed else shipped.size if shipped is not None else None
    final = prediction.final
    ships = _change(final.size, before) if final is not None else None
    return WhatIf(tuple(ghosts), prediction.unknown, borrowed, prediction.fails, ships)


def _change(now: int | None, before: int | None) -> int | None:
    return now - before if now is not None and before is not None else None


def _paired(now: Sequence[PredictedStage], measured: Sequence[StageFigure]) -> dict[int, StageFigure]:
    """Which stage of the last build each one was: of its name, else of its base, else the one that ships."""
    pairs: dict[int, StageFigure] = {}

    def pair(alike: Callable[[PredictedStage, StageFigure], bool]) -> None:
        for stage in now:
            taken = {one.index for one in pairs.values()}
            same = next((one for one in measured if one.index not in taken and alike(stage, one)), None)
            if stage.index not in pairs and same is not None:
                pairs[stage.index] = same

    pair(lambda stage, one: stage.name is not None and stage.name == one.label)
    pair(lambda stage, one: bool(stage.base) and stage.base == one.base and stage.final == one.final)
    pair(lambda stage, one: bool(stage.base) and stage.base == one.base)
    pair(lambda stage, one: stage.final and one.final)
    return pairs


def _predicted(same: StageFigure | None, of_built: Prediction | None) -> int | None:
    if same is None or of_built is None:
        return None
    return next((one.size for one in of_built.stages if one.index == same.index), None)
