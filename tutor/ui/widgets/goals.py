"""The goals of a lesson, and why one is not reached yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from tutor.ui import signs
from tutor.ui.outcome import plainly
from tutor.ui.prose import prose
from tutor.ui.widgets.even import EvenGroup, EvenScroll
from tutor.ui.widgets.hanging import Hanging, Hung

if TYPE_CHECKING:
    from tutor.course import Goal, Verdict

_SIGNS = {
    "passed": (signs.DONE, "$success"),
    "failed": (signs.FAILED, "$error"),
    "unknown": (signs.UNKNOWN, "$warning"),
}


class GoalLine(Hung):
    """One goal: its sign, its title, and the reason where it is not reached."""

    def __init__(self, goal: Goal) -> None:
        super().__init__()
        self.goal = goal
        self.sign = self.told = ""
        """What stands there."""
        self.show(None)

    def show(self, verdict: Verdict | None, *, because: bool = True, anew: bool = False) -> None:
        """Show how the goal stands, with ``because`` also why; without a verdict it is open.

        ``anew`` says that the verdict is of the build before the one that is going on. Where a build could
        not be judged the goal is shown as it stood before, in grey and with that word.
        """
        stood = verdict.before if verdict and not anew else None
        shown = stood or verdict
        state = shown.state.value if shown and not anew else ""
        sign, colour = _SIGNS.get(state, (signs.OPEN, "$muted"))
        reason = shown.because if shown and (because or stood) and shown.state.value != "passed" else ""
        if reason and (anew or stood):
            reason = f"Before: {reason}"
        text = prose(self.goal.title)
        if reason:
            text = Content.assemble(text, "\n", prose(plainly(reason)).stylize_before("$muted"))
        elif stood:
            text = Content.assemble(text, (f" {signs.DOT} before", "$muted"))
        if stood:
            colour = "$muted"
        self.sign, self.told = sign, text.plain
        self.update(Hanging([(Content.assemble((sign, colour), " "), text)]))


class GoalsPane(EvenScroll):
    """Goals and hints, scrolled together."""

    BORDER_TITLE = "Goals"
    HELP = """
    # Goals
    What the lesson asks of the image. After a build each goal is reached (✔), not reached (✘, with the reason
    below it), or could not be told (?). When a build made no image they stand as they did *before*, in grey.

    - **F5** builds and judges.
    - **F9** shows a hint, three in all; the pane grows for it until the next build, or until you go to the
      lesson's text.
    """

    hint_open = reactive(False, toggle_class="-hint-open")
    """Whether a hint is being read, which needs more room than the goals alone."""

    def on_resize(self) -> None:
        """Do without a scrollbar that nothing but its own column makes needed; Textual keeps it."""
        if self.show_vertical_scrollbar:
            width, height = self.size
            wanted = self.get_content_height(self.container_size, self.app.viewport_size, width)
            if wanted <= height:
                self.show_vertical_scrollbar = False

    def read_hint(self, hint: Widget) -> None:
        """Give the hint room and show it from its start."""
        self.hint_open = True
        self.call_after_refresh(self.scroll_to_widget, hint, animate=False, top=True, force=True)

    def read_goals(self) -> None:
        """Show the goals from the first one on, in the room that they have beside the lesson's text."""
        self.hint_open = False
        self.scroll_home(animate=False, force=True)


class GoalsList(EvenGroup):
    """All goals of a lesson; the pane's border counts the reached ones."""

    DEFAULT_CSS = """
    GoalsList { height: auto; }
    #goals-common { padding: 0 0 0 2; }
    """

    verdicts: reactive[tuple[Verdict, ...]] = reactive(())
    judging = reactive(False)
    """Whether a build is going on, after which all of them are judged anew."""
    counted = reactive("")
    """``3/5`` once there are verdicts."""

    def __init__(self, goals: Sequence[Goal], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._lines = [GoalLine(goal) for goal in goals]
        self._common = Static(id="goals-common")

    def compose(self) -> ComposeResult:
        yield from self._lines
        yield self._common

    def on_mount(self) -> None:
        self.watch_verdicts()

    @property
    def all_green(self) -> bool:
        """Whether every goal was reached by the last build."""
        return bool(self.verdicts) and all(verdict.state.value == "passed" for verdict in self.verdicts)

    def watch_judging(self) -> None:
        self.watch_verdicts()

    def watch_verdicts(self) -> None:
        by_goal = {verdict.goal.id: verdict for verdict in self.verdicts}
        reasons = [verdict.because for verdict in self.verdicts if verdict.because]
        common = reasons[0] if len(reasons) > 1 and len(set(reasons)) == 1 else ""
        reached = outlived = 0
        for line in self._lines:
            verdict = by_goal.get(line.goal.id)
            line.show(verdict, because=not common, anew=self.judging)
            reached += bool(verdict and verdict.state.value == "passed")
            outlived += bool(verdict and verdict.before and verdict.before.state.value == "passed")
        kept = any(verdict.before for verdict in self.verdicts)
        judged = not kept and any(verdict.state.value != "unknown" for verdict in self.verdicts)
        count = "…" if self.judging else str(reached) if judged else signs.UNKNOWN
        self.counted = f"{count}/{len(self._lines)}" if self.verdicts else ""
        told = f"Before: {common}" if common and self.judging else common
        self._common.update(prose(plainly(told)).stylize_before("$muted"))
        self._common.display = bool(common)
        for pane in self.ancestors:
            if isinstance(pane, GoalsPane):
                pane.border_subtitle = (
                    "judging …"
                    if self.judging
                    else f"{outlived} of {len(self._lines)} before"
                    if kept
                    else "not judged"
                    if self.verdicts and not judged
                    else f"{reached} of {len(self._lines)}"
                )
