"""The stages of an earlier session's build, as boxes: what was measured then, and what takes from which."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tutor.ui.widgets.finished_box import finished_box
from tutor.ui.widgets.live_boxes import stage_label
from tutor.ui.widgets.stage_edges import Edge

if TYPE_CHECKING:
    from tutor.ui.figures import BuildFigures
    from tutor.ui.live.plan import PlannedStage
    from tutor.ui.widgets.stage_boxes import StageBox


def remembered_boxes(plan: Sequence[PlannedStage], figures: BuildFigures) -> tuple[StageBox, ...]:
    """A box for every stage that both know of."""
    of = {stage.index: stage for stage in figures.stages}
    largest = figures.largest.size if figures.largest is not None else None
    return tuple(
        finished_box(
            of[one.index],
            stage_label(one),
            [Edge(take.source, take.name, take.how, take.line) for take in one.takes],
            largest=largest,
        )
        for one in plan
        if one.index in of
    )
