"""The stages of a build that is over, as boxes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from textwrap import wrap
from typing import TYPE_CHECKING

from textual.content import Content

from tutor.ui import amounts, signs
from tutor.ui.widgets.bytes_pane import stage_name, surface_in_words
from tutor.ui.widgets.rows import spread
from tutor.ui.widgets.stage_boxes import StageBox
from tutor.ui.widgets.stage_edges import edges_into

if TYPE_CHECKING:
    from tutor.insight import Explanation, StageInsight


def built_boxes(told: Explanation) -> tuple[StageBox, ...]:
    """A box for every stage, with its size and what runs in it, or why it was not built."""
    return tuple(_box(stage, told) for stage in told.stages)


def _box(stage: StageInsight, told: Explanation) -> StageBox:
    ships = stage.final and stage.built
    return StageBox(
        stage.index,
        edges_into(stage, told),
        partial(_inside, stage, told),
        "heavy" if ships else "light" if stage.built else "dashed",
        "$success" if ships else "$primary" if stage.built else "$muted",
        "ships" if ships else "",
    )


def _inside(stage: StageInsight, told: Explanation, width: int) -> Iterator[Content]:
    name = Content.styled(stage_name(stage), "bold")
    if not stage.built:
        state = f"{signs.SKIPPED} skipped" if stage.skipped_because else f"{signs.FAILED} not built"
        yield spread(name, Content.styled(state, "$muted"), width)
        for line in wrap(stage.skipped_because or "the build stopped before its end", width)[:2]:
            yield Content.styled(line, "$muted")
        return
    yield spread(name, Content(amounts.size(stage.size)), width)
    largest = max((one.size or 0 for one in told.stages), default=0)
    if stage.size is not None and largest:
        share = amounts.share(stage.size, largest)
        bar = amounts.bar(stage.size / largest, width - len(share) - 1)
        rest = "─" * (width - len(share) - 1 - len(bar))
        yield Content.assemble(
            (bar, "$success" if stage.final else "$primary"),
            (rest, "$border-blurred"),
            " ",
            (share, "$muted"),
        )
    if about := surface_in_words(stage, width):
        yield Content.styled(about, "$muted").truncate(width, ellipsis=True)
