"""What changed between two builds, one line a figure, with bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from tutor.ui import amounts

if TYPE_CHECKING:
    from tutor.course.improvement import Change, Improvement

_NAME, _FIGURE, _BETWEEN = 13, 8, 3
_LONGEST_BAR = 26


class ImprovementTable(Widget):
    """The first build of a lesson beside the last that passed; of a first build that passed its figures."""

    DEFAULT_CSS = """
    ImprovementTable { width: 1fr; height: auto; margin: 0 0 1 0; }
    """

    improvement: reactive[Improvement | None] = reactive(None, layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return max(1, len(self._lines(width)))

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        found = self.improvement
        if found is None:
            return [
                Content.styled("Your builds were not measured, so there are no figures to compare.", "$muted")
            ]
        if found.at_once:
            which = "the first build that succeeded" if found.failed_first else "your first build"
            told = f"You passed with {which}, so there is none to compare it with."
            return [Content.styled(told, "$muted"), *(_alone(one) for one in found.changes)]
        room = max(0, min(_LONGEST_BAR, (width - _NAME - 2 * (_FIGURE + 1) - _BETWEEN) // 2))
        first = f"first, attempt {found.first.number}"
        head = f"{'':<{_NAME}}{first:<{_FIGURE + 1 + room + _BETWEEN}}passed, attempt {found.last.number}"
        lines = [Content.styled(head, "$muted"), *(_beside(one, room) for one in found.changes)]
        return [*lines, Content.styled(f"{'user':<{_NAME}}{found.user}", "$muted")] if found.user else lines


def _beside(one: Change, room: int) -> Content:
    largest = max(one.before or 0, one.after or 0, 1)
    less = one.before is not None and one.after is not None and one.after < one.before
    more = one.before is not None and one.after is not None and one.after > one.before
    colour = "$success" if less else "$warning" if more and one.what != "stages" else "$primary"
    before, after = (amounts.bar((number or 0) / largest, room) for number in (one.before, one.after))
    return Content.assemble(
        f"{one.what:<{_NAME}}", f"{_figure(one, one.before):>{_FIGURE}} ", (f"{before:<{room}}", "$primary"),
        (" → ", "$muted"), (f"{_figure(one, one.after):>{_FIGURE}} ", "bold"), (after, colour),
    )  # fmt: skip


def _alone(one: Change) -> Content:
    return Content.assemble(f"{one.what:<{_NAME}}", (f"{_figure(one, one.after):>{_FIGURE}}", "bold"))


def _figure(one: Change, number: int | None) -> str:
    if number is None:
        return "?"
    return amounts.size(number) if one.unit == "bytes" else f"{number:,}"
