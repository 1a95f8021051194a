"""The stages of a build as a graph: what each takes from which, what ships, what was skipped and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message

from tutor.ui import amounts, signs
from tutor.ui.widgets.bytes_pane import stage_name, surface_in_words
from tutor.ui.widgets.linked_lines import Line, LinkedLines
from tutor.ui.widgets.rows import spread
from tutor.ui.widgets.stage_edges import Edge, edges_into
from tutor.ui.widgets.stage_rails import Rails

if TYPE_CHECKING:
    from tutor.insight import Explanation, StageInsight

_LIGHT, _HEAVY, _DASHED = tuple("╭─╮│╰╯┤"), tuple("┏━┓┃┗┛┨"), tuple("┌╌┐┆└┘┤")
"""A box's corners and sides, its left side with an edge last. Heavy is what ships, dashed is skipped."""

_ONE_LINE_FROM = 52


class StageGraph(LinkedLines):
    """Boxes for stages in file order; at their left run the edges to the stages that need them."""

    BORDER_TITLE = "Stages"
    HELP = """
    # Graph
    Every stage of the last build in the order of the file. Above its box stands what it takes: the image or
    stage after FROM, and each `COPY --from` with the bytes that crossed. A heavy box ships, a dashed one was
    skipped, with the reason.

    - **Enter** on a stage shows its files, on an edge goes to its line.
    - **g** shows bars instead.
    """

    @dataclass
    class StageChosen(Message):
        """Show this stage; ``index`` is its number in the file."""

        index: int

    @dataclass
    class LineChosen(Message):
        """Go to this line of the Dockerfile that was built, counted from 1."""

        line: int

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._told: Explanation | None = None

    def show(self, explanation: Explanation | None) -> None:
        """Show a build; None where there is none, or where it was not measured."""
        self._told = explanation
        self.border_subtitle = "g bars" if explanation is not None else ""
        self.redraw()

    def empty_text(self) -> str:
        return "After F5 the stages are drawn here, with what crossed between them. g shows bars."

    def follow(self, link: object) -> None:
        match link:
            case ("stage", int(index)):
                self.post_message(self.StageChosen(index))
            case ("line", int(line)):
                self.post_message(self.LineChosen(line))

    def draw(self, width: int) -> Sequence[Line]:
        return list(drawn(self._told, width)) if self._told is not None else []


def drawn(told: Explanation, width: int) -> Iterator[Line]:
    """The graph's lines, ``width`` cells wide."""
    incoming = {stage.index: edges_into(stage, told) for stage in told.stages}
    rails = Rails.of(
        (edge.source, index) for index, edges in incoming.items() for edge in edges if edge.source is not None
    )
    room = width - rails.width
    running: list[int] = []
    for stage in told.stages:
        if stage.index:
            yield Line(_left(rails.passing(running)))
        left_to_take = [edge.source for edge in incoming[stage.index]]
        for edge in incoming[stage.index]:
            left_to_take.remove(edge.source)
            link = ("line", edge.line) if edge.line is not None else None
            over = edge.source is not None and (
                rails.last[edge.source] == stage.index and edge.source not in left_to_take
            )
            yield from _edge(edge, rails, running, over, room, link)
            if over and edge.source in running:
                running.remove(edge.source)
        yield from _box(stage, told, rails, running, room)
        if stage.index in rails.lanes:
            running.append(stage.index)


def _left(lanes: str) -> Content:
    return Content.styled(lanes, "$primary")


def _edge(
    edge: Edge, rails: Rails, running: list[int], over: bool, room: int, link: object
) -> Iterator[Line]:
    size = "" if edge.bytes is None or edge.name == "scratch" else amounts.size(edge.bytes)
    if edge.source is None:
        lanes, sign = rails.passing(running), f"{signs.OPEN} "
    else:
        lanes, sign = rails.joining(running, edge.source, begins=False, ends=over), f"{signs.POINTER} "
    where = f" line {edge.line}" if edge.line is not None else ""
    if edge.how == "FROM":
        text = f"FROM {edge.name}"
    else:
        text = (
            f"{edge.how}{where}"
            if edge.source is not None and edge.line
            else f"{edge.how} {edge.name}{where}"
        )
    after = ""
    if edge.what:
        named = f"{edge.name}: {edge.what}"
        if room >= _ONE_LINE_FROM:
            text += f"  {named}"
        else:
            after = named
    if edge.how == "FROM" and len(sign + text) + len(size) + 1 > room:
        text, size, after = (edge.name if edge.source is None else text), "", size
    label = Content.assemble((sign, "$primary"), text)
    yield Line(Content.assemble(_left(lanes), spread(label, Content(size), room)), link)
    if after:
        below = rails.passing(one for one in running if not (over and one == edge.source))
        yield Line(
            Content.assemble(
                _left(below), Content.styled(f"  {after}", "$muted").truncate(room, ellipsis=True)
            ),
            link,
        )


def _box(
    stage: StageInsight, told: Explanation, rails: Rails, running: list[int], room: int
) -> Iterator[Line]:
    top_left, across, top_right, side, bottom_left, bottom_right, out = (
        _HEAVY if stage.final and stage.built else _LIGHT if stage.built else _DASHED
    )
    colour = "$success" if stage.final and stage.built else "$primary" if stage.built else "$muted"
    link = ("stage", stage.index)
    inner = max(1, room - 4)
    passing = rails.passing(running)
    ships = f"{across} ships " if stage.final and stage.built else ""
    top = top_left + ships + across * (room - 2 - len(ships)) + top_right
    yield Line(Content.assemble(_left(passing), (top, colour)), link)
    for number, content in enumerate(_inside(stage, told, inner)):
        starts = number == 0 and stage.index in rails.lanes
        lanes = rails.joining(running, stage.index, begins=True, ends=False) if starts else passing
        if number == 0 and starts:
            passing = rails.passing([*running, stage.index])
        padded = Content.assemble(content, " " * (inner - content.cell_length))
        line = Content.assemble(
            _left(lanes), (out if starts else side, colour), " ", padded, " ", (side, colour)
        )
        yield Line(line, link)
    yield Line(
        Content.assemble(_left(passing), (bottom_left + across * (room - 2) + bottom_right, colour)), link
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
