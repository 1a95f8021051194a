"""The goals of a lesson, and why one is not reached yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from tutor.ui import signs

if TYPE_CHECKING:
    from tutor.course import Goal, Verdict

_SIGNS = {
    "passed": (signs.DONE, "$success"),
    "failed": (signs.FAILED, "$error"),
    "unknown": (signs.UNKNOWN, "$warning"),
}


class GoalLine(VerticalGroup):
    """One goal: its sign, its title, and the reason where it is not reached."""

    DEFAULT_CSS = """
    GoalLine {
        padding: 0 0 0 2;
        .goal--title { text-indent: -2; }
        .goal--because { color: $text-muted; padding: 0 0 0 0; }
        &.-passed .goal--title { color: $success; }
    }
    """

    def __init__(self, goal: Goal) -> None:
        super().__init__()
        self.goal = goal
        self._title = Static(classes="goal--title")
        self._because = Static(classes="goal--because")

    def compose(self) -> ComposeResult:
        yield self._title
        yield self._because

    def on_mount(self) -> None:
        self.show(None, passed_before=False)

    def show(self, verdict: Verdict | None, *, passed_before: bool) -> None:
        """Show how the goal stands; without a verdict it is open, or was reached earlier."""
        state = verdict.state.value if verdict else "passed" if passed_before else ""
        sign, colour = _SIGNS.get(state, (signs.OPEN, "$text-muted"))
        self._title.update(Content.assemble((sign, colour), " ", self.goal.title))
        because = verdict.because if verdict and state != "passed" else ""
        self._because.update(Content(because))
        self._because.display = bool(because)
        self.set_class(state == "passed", "-passed")


class GoalsList(VerticalGroup):
    """All goals of a lesson; the border counts the reached ones."""

    BORDER_TITLE = "Goals"
    DEFAULT_CSS = "GoalsList { height: auto; }"

    verdicts: reactive[tuple[Verdict, ...]] = reactive(())
    passed: reactive[frozenset[str]] = reactive(frozenset())
    """The goals that were green in an earlier session; they count until the first build of this one."""

    def __init__(self, goals: Sequence[Goal], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._lines = [GoalLine(goal) for goal in goals]

    def compose(self) -> ComposeResult:
        yield from self._lines

    def on_mount(self) -> None:
        self.call_after_refresh(self.watch_verdicts)

    def watch_passed(self) -> None:
        self.watch_verdicts()

    def watch_verdicts(self) -> None:
        if not self.is_mounted:
            return
        by_goal = {verdict.goal.id: verdict for verdict in self.verdicts}
        reached = 0
        for line in self._lines:
            verdict = by_goal.get(line.goal.id)
            before = not self.verdicts and line.goal.id in self.passed
            line.show(verdict, passed_before=before)
            reached += before or bool(verdict and verdict.state.value == "passed")
        self.border_subtitle = f"{reached} of {len(self._lines)}"
