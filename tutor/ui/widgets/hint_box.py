"""Hints, one step at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from tutor.ui import signs
from tutor.ui.own_keys import with_own_keys
from tutor.ui.prose import prose
from tutor.ui.widgets.even import EvenGroup

if TYPE_CHECKING:
    from tutor.course import Hint


class HintBox(EvenGroup):
    """The hints that were asked for so far; the next one is a key or a click away."""

    BORDER_TITLE = "Hint"
    DEFAULT_CSS = """
    HintBox {
        height: auto;
        Static { margin: 0 0 1 0; }
        #hint-more { margin: 0; color: $muted; }
        #hint-done { margin: 0; }
        &.-some #hint-done { margin: 0 0 1 0; }
    }
    """

    shown = reactive(0)
    next_title: reactive[str | None] = reactive(None, init=False)
    """None until the lesson is done; then the title of the lesson after it, or nothing after the last."""

    def __init__(self, hints: Sequence[Hint], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._hints = hints

    def compose(self) -> ComposeResult:
        yield Static(id="hint-done")  # first, so that it is seen below the green goals without scrolling
        for index in range(len(self._hints)):
            yield Static(id=f"hint-{index}")
        yield Static(id="hint-more")

    def on_mount(self) -> None:
        self.watch_shown()
        self.query_one("#hint-done").display = False

    @property
    def newest(self) -> Static:
        """The hint that was asked for last."""
        return self.query_one(f"#hint-{max(self.shown, 1) - 1}", Static)

    def watch_next_title(self) -> None:
        line = self.query_one("#hint-done", Static)
        line.display = self.next_title is not None
        self.query_one("#hint-more").display = self.next_title is None
        following = Content.from_markup("[@click=screen.next_lesson]Ctrl+O[/] ") + (
            f"opens the next lesson, {self.next_title}" if self.next_title else "goes back to the lessons"
        )
        asked = Content.from_markup(
            f"[$success]{signs.DONE}[/] [bold]Lesson done[/]\n"
            "[@click=screen.quiz]Ctrl+T[/] asks the lesson's question\n"
        )
        line.update(with_own_keys(self.app, asked + following))

    def watch_shown(self) -> None:
        if not self.query("#hint-more"):
            return
        for index, hint in enumerate(self._hints):
            line = self.query_one(f"#hint-{index}", Static)
            line.display = index < self.shown
            line.update(prose(hint.text))
        self.set_class(self.shown > 0, "-some")
        left = len(self._hints) - self.shown
        next_is_diff = left > 0 and self._hints[self.shown].diff
        more = (
            "[@click='screen.hint']F9[/] shows "
            + ("the way to the solution" if next_is_diff else "a hint" if not self.shown else "the next hint")
            if left
            else "[@click='screen.solution']F9[/] shows the solution beside yours"
        )
        self.query_one("#hint-more", Static).update(with_own_keys(self.app, more))
        self.border_subtitle = f"{self.shown}/{len(self._hints)}"
