"""Help with the lesson itself: hints, the solution, a comparison, the question."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from tutor.ui.messages import HintCounted, LookedBack
from tutor.ui.screens.judging import Judging
from tutor.ui.widgets.hint_box import HintBox

if TYPE_CHECKING:
    from tutor.course import Lesson, Workspace


class Helping(Judging):
    """What a learner asks for who does not want to build just now."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9", "hint", "Hint", key_display="F9", id="lesson.hint", priority=True,
                tooltip="Show the next hint"),
        Binding("ctrl+r", "reset", "Reset, or take it back", show=False, id="lesson.reset",
                tooltip="Put the lesson's first Dockerfile and files back; once more brings yours back"),
        Binding("ctrl+g", "solution", "Solution", show=False, id="lesson.solution",
                tooltip="Show the lesson's solution"),
        Binding("ctrl+t", "quiz", "Quiz", show=False, id="lesson.quiz",
                tooltip="Answer the lesson's question"),
        Binding("ctrl+n", "look_back", "What you changed", show=False, id="lesson.after",
                tooltip="Show your first build beside the one that passed, and what comes next"),
        Binding("b", "golf", "Golf board", show=False, id="lesson.golf",
                tooltip="Show your smallest images and quickest rebuilds of this app"),
        Binding("ctrl+o", "next_lesson", "Next lesson", show=False, id="lesson.next",
                tooltip="Open the lesson after this one"),
    ]  # fmt: skip

    workspace: Workspace

    def links_when_done(self) -> tuple[tuple[str, str], ...]:
        following = "Ctrl+O next lesson" if self.next_lesson else "Ctrl+O lessons"
        return (
            ("screen.next_lesson", following),
            ("screen.look_back", "Ctrl+N look back"),
            ("screen.quiz", "Ctrl+T question"),
        )

    def action_hint(self) -> None:
        """Show one hint more."""
        box = self.query_one(HintBox)
        if box.shown >= len(self.lesson.hints):
            self.action_solution()
        else:
            self._count_hint()

    @work(thread=True, exit_on_error=False, group="progress", description="Counting the hint")
    def _count_hint(self) -> None:
        from tutor.course import Progress, why_no_hint

        with Progress.open() as progress:
            not_yet = why_no_hint(self.lesson, progress)
            if not_yet is not None:
                self.app.call_from_thread(self.notify, not_yet, title="No hints yet", timeout=8)
                return
            self.post_message(HintCounted(progress.show_hint(self.lesson.slug)))

    def on_hint_counted(self, message: HintCounted) -> None:
        box = self.query_one(HintBox)
        box.shown = message.shown
        if self.one_at_a_time:
            self.action_pane("goals")
        self.goals_pane.read_hint(box.newest)

    def watch_pane(self, before: str, now: str) -> None:
        super().watch_pane(before, now)
        self._make_room_for(now)

    def action_pane(self, name: str) -> None:
        super().action_pane(name)
        self._make_room_for(name)  # also where the pane is at hand already, and its text was grown over

    def _make_room_for(self, pane: str) -> None:
        if pane == "lesson" and self.query("#goals-pane"):
            self.goals_pane.hint_open = False

    @work
    async def action_solution(self) -> None:
        """Ask, then show the way from the learner's text to the solution."""
        from tutor.ui.screens.asking import AskScreen
        from tutor.ui.screens.solution import SolutionScreen

        hints_left = self.query_one(HintBox).shown < len(self.lesson.hints)
        hint = "; F9 gives a hint first." if hints_left and not self.lesson.exam else "."
        asked = AskScreen(
            "This is the exam. Show its solution?" if self.lesson.exam else "Show the solution?",
            f"Trying once more teaches more{hint}",
            yes="Show it",
            no="Not yet",
        )
        if await self.app.push_screen_wait(asked):
            take = await self.app.push_screen_wait(SolutionScreen(self.editor.text, self.lesson.solution))
            if take:
                self.editor.load(self.lesson.solution)
                if self.one_at_a_time:
                    self.action_pane("editor")
                self.notify("The solution is in the editor; Ctrl+Z brings your text back.")

    def action_reset(self) -> None:
        """Put the lesson's first Dockerfile back, or take that back."""
        from tutor.course import WorkspaceError
        from tutor.course.goals.words import some

        try:
            self.save_now()
            if self.editor.text != self.lesson.start or self.workspace.changed_files():
                files = self.workspace.reset()
                also = f", and {some(files)} as it came" if files else ""
                told = f"The lesson's first Dockerfile is back{also}. Ctrl+R once more brings yours back."
            elif self.workspace.undo_reset():
                told = "Your Dockerfile is back."
            else:
                told = "This is the lesson's first Dockerfile already."
            self.editor.load(self.workspace.text())
        except WorkspaceError as error:
            self.notify(str(error), severity="error", timeout=10)
            return
        self.distill.tell_instead(told, timeout=6)

    @property
    def next_lesson(self) -> Lesson | None:
        """The lesson after this one, None after the last."""
        course = self.distill.course
        return None if course is None else course.after(self.lesson)

    def action_next_lesson(self) -> None:
        """Open the lesson after this one, or go back to the list after the last."""
        if self.cancel is None:
            following = self.next_lesson
            if following is not None:
                self.distill.open_lesson(following.slug)
            else:
                self.dismiss()

    def action_quiz(self) -> None:
        """Ask the lesson's question."""
        from tutor.ui.screens.quiz import QuizScreen

        self.app.push_screen(QuizScreen(self.lesson))

    def action_golf(self) -> None:
        """Show the learner's records for this lesson's app."""
        self.distill.open_golf(self.lesson.app)

    # After the lesson

    def action_look_back(self) -> None:
        """Show what the learner changed, and what comes next."""
        self.look_back(asked=True)

    @work(thread=True, exit_on_error=False, group="progress", description="Reading what you changed")
    def look_back(self, *, asked: bool) -> None:
        """Read what the learner changed; it is shown when it was ``asked`` for, or there first."""
        from tutor.course import Progress
        from tutor.course.improvement import improvement

        with Progress.open() as progress:
            found = improvement(self.lesson, progress)
            tally = progress.tally().get(self.lesson.slug)
        first_time = tally is not None and tally.attempts_to_pass == tally.attempts
        self.post_message(LookedBack(found, first_time, asked))

    def on_looked_back(self, message: LookedBack) -> None:
        from tutor.ui.screens.after import AfterScreen

        if message.asked and message.improvement is None and not self.goals.all_green:
            self.notify("When every goal is green, this shows what you changed since your first build.")
            return
        free = self.app.screen is self and self.cancel is None and not self.goes_on
        if not message.asked and not (message.first_time and free):
            return
        screen = AfterScreen(self.lesson, message.improvement, self.next_lesson, self.compared())
        screen.fit(self.app.size)

        def left(_: None) -> None:
            if screen.leads_to == "next":
                self.action_next_lesson()
            elif screen.leads_to == "run":
                self.action_run()
            else:
                self.action_pane("editor")

        self.app.push_screen(screen, left)
