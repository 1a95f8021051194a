"""The stages of an earlier session's build, as boxes: what was measured then, and what takes from which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from textwrap import wrap
from typing import TYPE_CHECKING

from textual.content import Content

from tutor.ui import amounts, signs
from tutor.ui.widgets.live_boxes import stage_label
from tutor.ui.widgets.rows import spread
from tutor.ui.widgets.stage_boxes import StageBox
from tutor.ui.widgets.stage_edges import Edge

if TYPE_CHECKING:
    from tutor.ui.figures import BuildFigures, StageFigure
    from tutor.ui.live.plan import PlannedStage


def remembered_boxes(plan: Sequence[PlannedStage], figures: BuildFigures) -> tuple[StageBox, ...]:
    """A box for every stage that both know of."""
    of = {stage.index: stage for stage in figures.stages}
    return tuple(_box(one, of[one.index], figures) for one in plan if one.index in of)


def _box(planned: PlannedStage, stage: StageFigure, figures: BuildFigures) -> StageBox:
    ships = stage.final and stage.built
    return StageBox(
        planned.index,
        [Edge(take.source, take.name, take.how, take.line) for take in planned.takes],
        partial(_inside, planned, stage, figures),
        "heavy" if ships else "light" if stage.built else "dashed",
        "$success" if ships else "$primary" if stage.built else "$muted",
        "ships" if ships else "",
    )


def _inside(
    planned: PlannedStage, stage: StageFigure, figures: BuildFigures, width: int
) -> Iterator[Content]:
    name = Content.styled(stage_label(planned), "bold")
    if not stage.built:
        state = f"{signs.SKIPPED} skipped" if stage.skipped_because else f"{signs.FAILED} not built"
        yield spread(name, Content.styled(state, "$muted"), width)
        for line in wrap(stage.skipped_because or "the build stopped before its end", width)[:2]:
            yield Content.styled(line, "$muted")
        return
    yield spread(name, Content(amounts.size(stage.size)), width)
    largest = figures.largest
    if stage.size is not None and largest is not None and largest.size:
        share = amounts.share(stage.size, largest.size)
        bar = amounts.bar(stage.size / largest.size, width - len(share) - 1)
        colour = "$success" if stage.final else "$primary"
        rest = "─" * (width - len(share) - 1 - len(bar))
        yield Content.assemble((bar, colour), (rest, "$border-blurred"), " ", (share, "$muted"))
