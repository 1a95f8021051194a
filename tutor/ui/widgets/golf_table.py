"""An app's records as rows with bars."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from tutor.ui import amounts, signs
from tutor.ui.widgets.rows import spread

if TYPE_CHECKING:
    from tutor.course.finished import FinishedBuild
    from tutor.course.golf import GolfBoard

_BEST_BARS = 30


class GolfTable(Widget):
    """The smallest passing images, each with a bar beside the largest that was built, then the rebuilds."""

    DEFAULT_CSS = """
    GolfTable { width: 1fr; height: auto; }
    """

    board: reactive[GolfBoard | None] = reactive(None, layout=True)
    empty = reactive("Reading your records …", layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return sum(max(1, -(-line.cell_length // max(1, width))) for line in self._lines(width)) + 2

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        from tutor.course.golf import COUNTS, REBUILD_MEANS

        board = self.board
        if board is None:
            return [Content(self.empty), Content(""), Content.styled(COUNTS, "$muted")]
        lines = [Content.styled("Smallest final images", "bold $primary")]
        for number, one in board.ranked:
            lines += _place(number, one, board, width)
        lines.append(_largest(board, width))
        lines += [Content(""), Content.styled("Quickest rebuilds", "bold $primary")]
        lines += [_rebuild(one, width) for one in board.rebuilds]
        if not board.rebuilds:
            lines.append(Content("None has passed yet: change something, and build again."))
        return [*lines, Content(""), Content.styled(f"{COUNTS} {REBUILD_MEANS}", "$muted")]


def _place(number: int, one: FinishedBuild, board: GolfBoard, width: int) -> list[Content]:
    room = min(_BEST_BARS, max(6, width - 60))
    bar = amounts.bar(one.final_bytes / max(1, board.largest_bytes), room)
    left = Content.assemble(
        (f"{number:>2} ", "bold"), (f"{amounts.size(one.final_bytes):>8} ", "bold $success"),
        (f"{bar:<{room}} ", "$success"), one.lesson, (f"@{one.number}", "$muted"),
    )  # fmt: skip
    return [_dated(left, one, width)]


def _largest(board: GolfBoard, width: int) -> Content:
    """What the bars are measured by."""
    room = min(_BEST_BARS, max(6, width - 60))
    return Content.assemble(
        "   ", f"{amounts.size(board.largest_bytes):>8} ", ("█" * room, "$primary"),
        (" the largest you built", "$muted"),
    ).truncate(width, ellipsis=True)  # fmt: skip


def _rebuild(one: FinishedBuild, width: int) -> Content:
    world = f"{signs.RECORDED} {one.engine}, recorded" if one.recorded else f"{signs.DONE} {one.engine}"
    time_taken, what = f"{amounts.seconds(one.seconds):>11} ", f"{one.lesson}@{one.number}"
    moment = time.strftime("%d %b %H:%M", time.localtime(one.started_at))
    room = width - len(time_taken) - len(what) - len(moment) - 4
    world = world if len(world) <= room else world.replace("Embedded engine", "embedded").partition(",")[0]
    left = Content.assemble((time_taken, "bold"), f" {world}  ", (what, "$muted"))
    return _dated(left, one, width)


def _dated(left: Content, one: FinishedBuild, width: int) -> Content:
    """A record with its date; the hour gives way to the record's name."""
    begun = time.localtime(one.started_at)
    day, moment = time.strftime("%d %b", begun), time.strftime("%d %b %H:%M", begun)
    when = moment if left.cell_length + len(moment) < width else day
    return spread(left, Content.styled(when, "$muted"), width)
