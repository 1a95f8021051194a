"""Boxes one below the other, with what each takes from which at their left: how a stage graph is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from textual.content import Content

from tutor.ui import amounts, signs
from tutor.ui.widgets.linked_lines import Line
from tutor.ui.widgets.rows import spread
from tutor.ui.widgets.stage_edges import Edge
from tutor.ui.widgets.stage_rails import Rails

_LIGHT, _HEAVY, _DASHED = tuple("╭─╮│╰╯┤"), tuple("┏━┓┃┗┛┨"), tuple("┌╌┐┆└┘┤")
"""A box's corners and sides, its left side with an edge last. Heavy is what ships, dashed is not built."""

_ONE_LINE_FROM = 52

Frame = Literal["heavy", "light", "dashed"]
_FRAMES = {"heavy": _HEAVY, "light": _LIGHT, "dashed": _DASHED}


@dataclass(frozen=True, slots=True)
class StageBox:
    """A stage to draw: ``index`` is its number in the file, ``inside`` its lines for a width in cells.

    ``note`` stands in the upper side, as "ships" does.
    """

    index: int
    edges: Sequence[Edge]
    inside: Callable[[int], Iterable[Content]]
    frame: Frame = "light"
    colour: str = "$primary"
    note: str = ""


def drawn(boxes: Sequence[StageBox], width: int) -> Iterator[Line]:
    """The graph's lines, ``width`` cells wide; boxes are in file order, so that edges run downwards."""
    rails = Rails.of(
        (edge.source, box.index) for box in boxes for edge in box.edges if edge.source is not None
    )
    room = width - rails.width
    running: list[int] = []
    for box in boxes:
        if box.index:
            yield Line(_left(rails.passing(running)))
        left_to_take = [edge.source for edge in box.edges]
        for edge in box.edges:
            left_to_take.remove(edge.source)
            link = ("line", edge.line) if edge.line is not None else None
            over = edge.source is not None and (
                rails.last[edge.source] == box.index and edge.source not in left_to_take
            )
            yield from _edge(edge, rails, running, over, room, link)
            if over and edge.source in running:
                running.remove(edge.source)
        yield from _box(box, rails, running, room)
        if box.index in rails.lanes:
            running.append(box.index)


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


def _box(box: StageBox, rails: Rails, running: list[int], room: int) -> Iterator[Line]:
    top_left, across, top_right, side, bottom_left, bottom_right, out = _FRAMES[box.frame]
    colour = box.colour
    link = ("stage", box.index)
    inner = max(1, room - 4)
    passing = rails.passing(running)
    note = f"{across} {box.note} " if box.note else ""
    top = top_left + note + across * (room - 2 - len(note)) + top_right
    yield Line(Content.assemble(_left(passing), (top, colour)), link)
    for number, content in enumerate(box.inside(inner)):
        starts = number == 0 and box.index in rails.lanes
        lanes = rails.joining(running, box.index, begins=True, ends=False) if starts else passing
        if number == 0 and starts:
            passing = rails.passing([*running, box.index])
        padded = Content.assemble(content, " " * (inner - content.cell_length))
        line = Content.assemble(
            _left(lanes), (out if starts else side, colour), " ", padded, " ", (side, colour)
        )
        yield Line(line, link)
    yield Line(
        Content.assemble(_left(passing), (bottom_left + across * (room - 2) + bottom_right, colour)), link
    )
