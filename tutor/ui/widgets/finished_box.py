"""The box of one stage when the build is over, whoever tells of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from textwrap import wrap
from typing import TYPE_CHECKING, Protocol

from textual.content import Content

from tutor.ui import amounts, signs
from tutor.ui.widgets.rows import spread
from tutor.ui.widgets.stage_boxes import StageBox

if TYPE_CHECKING:
    from tutor.ui.widgets.stage_edges import Edge


About = Callable[[int], str]


def _nothing(_width: int) -> str:
    return ""


class FinishedStage(Protocol):
    """What became of a stage; ``size`` in bytes, None where it was not measured."""

    @property
    def index(self) -> int: ...
    @property
    def built(self) -> bool: ...
    @property
    def final(self) -> bool: ...
    @property
    def size(self) -> int | None: ...
    @property
    def skipped_because(self) -> str | None: ...


def finished_box(
    stage: FinishedStage, name: str, edges: Sequence[Edge], *, largest: int | None, about: About = _nothing
) -> StageBox:
    """A box with a stage's share of the ``largest`` one, or why it was not built.

    ``about`` gives a line more for a width in cells; an empty one is left out.
    """
    ships = stage.final and stage.built
    return StageBox(
        stage.index,
        edges,
        partial(_inside, stage, name, largest, about),
        "heavy" if ships else "light" if stage.built else "dashed",
        "$success" if ships else "$primary" if stage.built else "$muted",
        "ships" if ships else "",
    )


def _inside(
    stage: FinishedStage, label: str, largest: int | None, about: About, width: int
) -> Iterator[Content]:
    name = Content.styled(label, "bold")
    if not stage.built:
        state = f"{signs.SKIPPED} skipped" if stage.skipped_because else f"{signs.FAILED} not built"
        yield spread(name, Content.styled(state, "$muted"), width)
        for line in wrap(stage.skipped_because or "the build stopped before its end", width)[:2]:
            yield Content.styled(line, "$muted")
        return
    yield spread(name, Content(amounts.size(stage.size)), width)
    if stage.size is not None and largest:
        share = amounts.share(stage.size, largest)
        bar = amounts.bar(stage.size / largest, width - len(share) - 1)
        rest = "─" * (width - len(share) - 1 - len(bar))
        colour = "$success" if stage.final else "$primary"
        yield Content.assemble((bar, colour), (rest, "$border-blurred"), " ", (share, "$muted"))
    if more := about(width):
        yield Content.styled(more, "$muted").truncate(width, ellipsis=True)
