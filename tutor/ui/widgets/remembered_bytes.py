"""Where the bytes of an earlier session's build went, as far as its figures tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

from textual.content import Content

from tutor.dockerfile.stage_titles import stage_title
from tutor.ui import amounts, signs
from tutor.ui.widgets.linked_lines import Line, heading, quiet
from tutor.ui.widgets.rows import spread

if TYPE_CHECKING:
    from tutor.ui.figures import BuildFigures
    from tutor.ui.live.plan import PlannedStage, Take

_COPIES = ("COPY", "ADD")


def remembered_bytes(figures: BuildFigures, plan: Sequence[PlannedStage], width: int) -> Iterator[Line]:
    """What is known of it, and what is not; links are ``(what, line)``."""
    yield heading("Stages", "", width)
    for stage in figures.stages:
        name = Content.assemble(
            (stage.label, "bold"), (" ships" if stage.final and stage.built else "", "$success")
        )
        size = amounts.size(stage.size) if stage.built else f"{signs.SKIPPED} not built"
        yield Line(spread(name, Content(size), width))
    yield from _crossed(figures, plan, width)
    lines = [one for stage in figures.stages for one in stage.instructions if one.adds]
    largest = max(lines, key=lambda one: one.adds or 0, default=None)
    if largest is not None:
        yield Line(Content(""))
        yield heading("Adds most", amounts.size(largest.adds), width)
        text = Content.assemble((f"{largest.line:>3} ", "$muted"), " ".join(largest.text.split()))
        yield Line(text.truncate(width, ellipsis=True), ("adds", largest.line))
    yield Line(Content(""))
    for told in wrap("Of your last session. F5 builds, and tells what stayed behind too.", width):
        yield quiet(told, width)


def _crossed(figures: BuildFigures, plan: Sequence[PlannedStage], width: int) -> Iterator[Line]:
    """What was copied out of another stage, line by line."""
    adds = {one.line: one.adds for stage in figures.stages for one in stage.instructions if one.reached}
    takes: list[Take] = [
        take
        for stage in plan
        for take in stage.takes
        if take.source is not None and take.how in _COPIES and adds.get(take.line) is not None
    ]
    if not takes:
        return
    yield Line(Content(""))
    yield heading("Crossed", amounts.size(sum(adds[take.line] or 0 for take in takes)), width)
    for take in takes:
        origin = stage_title(take.name)
        name = Content.assemble((f"{take.line:>3} ", "$muted"), f"from {origin}")
        yield Line(spread(name, Content(amounts.size(adds[take.line])), width), ("crossed", take.line))
