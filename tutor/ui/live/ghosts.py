"""What the stages would weigh if the text were built now, beside what the last build measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutor.ui import amounts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tutor.engine.embedded.predicting import Prediction
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


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The stages of a text that is not built yet.

    ``borrowed`` is true where another engine is in use, for which the embedded one's figures are no promise.
    """

    ghosts: tuple[Ghost, ...]
    unknown: str = ""
    borrowed: bool = False

    @property
    def lead(self) -> str:
        """What stands before a figure."""
        return "if built (embedded)" if self.borrowed else "if built"

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
        return f"{lead}: ships {final.told}"


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
    ghosts = []
    for stage in prediction.stages:
        label = stage.name or f"stage {stage.index}"
        same = _same(label, stage.final, measured)
        before = same.size if same is not None else None
        if borrowed:
            before = _predicted(same, of_built)
        change = stage.size - before if stage.size is not None and before is not None else None
        ghosts.append(
            Ghost(
                label,
                stage.size,
                change,
                same.index if same is not None else None,
                stage.final,
                stage.skipped is not None,
            )
        )
    return WhatIf(tuple(ghosts), prediction.unknown, borrowed)


def _same(label: str, final: bool, measured: Sequence[StageFigure]) -> StageFigure | None:
    """The stage of the last build that this one was: of that name, or the one that ships too."""
    named = next((one for one in measured if one.label == label), None)
    if named is not None and (named.final == final or not label.startswith("stage ")):
        return named
    return next((one for one in measured if one.final), None) if final else None


def _predicted(same: StageFigure | None, of_built: Prediction | None) -> int | None:
    if same is None or of_built is None:
        return None
    return next((one.size for one in of_built.stages if one.index == same.index), None)
