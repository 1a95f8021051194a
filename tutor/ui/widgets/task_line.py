"""The first task of a lesson, told below its text while it is out of sight."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static
from textual.widgets.markdown import MarkdownBlock

from tutor.ui import signs
from tutor.ui.prose import prose
from tutor.ui.when_drawn import when_drawn

if TYPE_CHECKING:
    from tutor.ui.screens.panes import Panes

_FIRST = re.compile(r"^1\. (.+(?:\n {2,}\S.*)*)", re.MULTILINE)
_ENDS = re.compile(r"[.?!:](?=\s|$)")


class TaskLine(Static):
    """One line that leads to the tasks, where only one pane is shown; gone as soon as they are in view."""

    DEFAULT_CSS = """
    TaskLine {
        display: none;
        height: 1;
        padding: 0 1;
        background: $surface;
        color: $muted;
        link-color: $accent;
    }
    TaskLine.-below { display: block; }
    """

    def __init__(self, text: str, *, id: str | None = None) -> None:  # noqa: A002
        """``text`` is the lesson's, in Markdown."""
        super().__init__(id=id)
        self._told = first_task(text)

    def watch_over(self, pane: VerticalScroll) -> None:
        """Follow what is in view of the pane that the tasks are in."""
        self._pane = pane
        for changed in ("scroll_y", "virtual_size", "container_size"):
            self.watch(pane, changed, self._look_soon, init=False)
        self.watch(self.screen, "pane", self._look_soon, init=False)
        self._look_soon()

    def _look_soon(self) -> None:
        when_drawn(self, self.look)

    def look(self) -> None:
        """See whether the lesson is shown alone, with its first task below what is in view."""
        tasks, pane = self._tasks, self._pane
        screen = cast("Panes", self.screen)
        alone = screen.pane == "lesson" and (screen.has_class("-narrow") or screen.has_class("-zoomed"))
        if not alone or tasks is None or not self._told:
            self.remove_class("-below")
            return
        end = pane.region.bottom + (1 if self.display else 0)  # as if this line were not there
        self.set_class(tasks.region.y >= end - 1, "-below")
        self.update(self._drawn())

    def action_go(self) -> None:
        """Bring the tasks into view."""
        if (tasks := self._tasks) is not None:
            self._pane.scroll_to_widget(tasks, top=True, animate=False)

    @property
    def _tasks(self) -> MarkdownBlock | None:
        return next(iter(self._pane.query("Numbered").results(MarkdownBlock)), None)

    def _drawn(self) -> Content:
        link = Content.from_markup(f"{signs.OPENED} [@click=go]Your turn[/]: ")
        room = self._pane.region.width - 2 - link.cell_length
        return link + as_much_as_fits(prose(self._told), max(1, room))


def first_task(text: str) -> str:
    """The first task of a lesson's text, as Markdown; nothing where it has none."""
    found = _FIRST.search(text)
    return found[1] if found else ""


def as_much_as_fits(told: Content, room: int) -> Content:
    """The text up to the end of the last sentence that ends within ``room`` cells."""
    ends = [found.end() for found in _ENDS.finditer(told.plain) if found.end() <= room]
    return told[: ends[-1]] if ends else told.truncate(room, ellipsis=True)
