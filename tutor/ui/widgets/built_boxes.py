"""The stages of a build that is over, as boxes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tutor.ui.widgets.bytes_pane import stage_name, surface_in_words
from tutor.ui.widgets.finished_box import finished_box
from tutor.ui.widgets.stage_edges import edges_into

if TYPE_CHECKING:
    from tutor.insight import Explanation
    from tutor.ui.widgets.stage_boxes import StageBox


def built_boxes(told: Explanation) -> tuple[StageBox, ...]:
    """A box for every stage, with its size and what runs in it, or why it was not built."""
    largest = max((one.size or 0 for one in told.stages), default=0)
    return tuple(
        finished_box(
            stage,
            stage_name(stage),
            edges_into(stage, told),
            largest=largest,
            about=partial(surface_in_words, stage),
        )
        for stage in told.stages
    )
