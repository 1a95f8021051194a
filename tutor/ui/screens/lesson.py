"""The lesson screen: text and goals, the editor, what the build made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from tutor.ui import signs
from tutor.ui.messages import Remembered
from tutor.ui.own_keys import with_own_keys
from tutor.ui.remembering import remembered_margin
from tutor.ui.screens.furnished import Piece
from tutor.ui.screens.panes import PANES, pane_keys
from tutor.ui.screens.touring import Touring
from tutor.ui.widgets.even import EvenScroll, EvenVertical
from tutor.ui.widgets.goals import GoalsList, GoalsPane
from tutor.ui.widgets.hint_box import HintBox
from tutor.ui.widgets.lesson_text import LessonText
from tutor.ui.widgets.pane_tabs import PaneTabs
from tutor.ui.widgets.task_line import TaskLine
from tutor.ui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tutor.course import Lesson
    from tutor.engine.causes import Cause


class LessonPane(EvenScroll):
    """The lesson's text and all that stands with it."""

    HELP = """
    # Lesson text
    What the lesson is about and what there is to do; below it the folder you work in.

    - **↑ ↓ PgUp PgDn** scroll; **F7** gives the text the whole screen, and takes it back.
    - Words in code style stand so in the Dockerfile. A link opens in your browser.
    """

    def on_mount(self) -> None:
        self.show_vertical_scrollbar = True  # nearly every text needs it: it is not folded twice


class LessonScreen(Touring):
    """One lesson: read, edit, build, look, run."""

    TITLE = "Lesson"
    CSS_PATH = ["workbench.tcss", "lesson.tcss"]
    HELP = """
    # Lesson
    Change the Dockerfile until every goal is green. The text is saved while you type.

    **F5** builds it, **F8** runs the image, **F9** gives a hint. **F3** and **F4** go from pane to pane.

    **Signs** in the line on top: `✔` a live engine builds, `◇` the embedded one does, from recordings, `○`
    none is found yet. In the line above the foot: `●` something runs, `✔` all is well, `○` goals are open,
    `✘` it failed, `!` it was stopped, `┄` predicted and not built.
    """
    BINDINGS: ClassVar[list[BindingType]] = [*pane_keys(PANES)]

    panes = PANES

    def __init__(self, lesson: Lesson, root: Path | None = None, *, ahead: bool = False) -> None:
        """``root`` takes the place of the home folder for the workspace.

        ``ahead`` is for one that nobody asked for yet: nothing is written before ``make_folder``.
        """
        from tutor.course import Workspace

        super().__init__(ahead=ahead)
        self.lesson = lesson
        self._folder = Workspace.of(lesson, root)
        if not ahead:
            self._folder.make()
        self.open_draft(self._folder, self._folder.text_once_made())
        self.reopened = lesson.slug
        self.stdin, self.arguments = lesson.run.stdin, lesson.run.arguments

    def make_folder(self) -> bool:
        """Make what was left out; whether the text is still that of the folder. Raises WorkspaceError."""
        self._folder.make()
        return self._folder.text() == self.editor.text

    def compose_text(self) -> ComposeResult:
        lesson = self.lesson
        with EvenVertical(id="text-column"):
            with LessonPane(id="lesson-pane", classes="pane") as text:
                text.border_title = "Lesson"
                yield LessonText(with_own_keys(self.app, lesson.text), id="lesson-text")
                yield Static(self._where(), id="workspace")
            yield TaskLine(lesson.text, id="task-line")
            with GoalsPane(id="goals-pane", classes="pane"):
                yield GoalsList(lesson.goals, id="goals")
                yield HintBox(lesson.hints, id="hints")

    def pieces(self) -> Iterator[Piece]:
        yield from super().pieces()
        builds_on, after = Static(id="builds-on", markup=False), LessonText("", id="after")
        builds_on.display = after.display = False
        yield Piece(builds_on, "#lesson-pane", before="#lesson-text")
        yield Piece(after, "#lesson-pane", before="#workspace")

    def _where(self) -> Content:
        """Where the learner's files are, and how to come to them."""
        told = Content.from_markup(
            "Your files ([@click=screen.context_files]Ctrl+F[/] edits the others), for any editor:\n"
        )
        return with_own_keys(self.app, told) + str(self.workspace.folder)

    def on_mount(self) -> None:
        title = self.query_one(TitleLine)
        title.title = Content.from_markup(
            f"[@click=screen.home]{signs.BACK} Lessons[/]   [bold]$number · $title[/]",
            number=str(self.lesson.number), title=self.lesson.title,
        )  # fmt: skip
        title.middle = self.lesson.app
        self.watch(self.goals, "counted", self._count_goals)
        self.query_one(TaskLine).watch_over(self.query_one("#lesson-pane", LessonPane))
        self._keep_back_what_is_not_taught()
        self.action_pane("lesson" if self.one_at_a_time else "editor")

    def _keep_back_what_is_not_taught(self) -> None:
        """No advice about what a later lesson explains: it would be a riddle beside this one's goals."""
        from tutor.insight.taught import untaught

        course = self.distill.course
        if course is not None and self.lesson in course.lessons:
            after = course.lessons[course.lessons.index(self.lesson) + 1 :]
            self.editor.untaught = untaught({one.slug for one in after})

    def _count_goals(self, counted: str) -> None:
        self.query_one("#narrow-tabs", PaneTabs).notes = {"goals": counted}
        following = self.next_lesson
        title = f"{following.number} · {following.title}" if following else ""
        self.query_one(HintBox).next_title = title if self.goals.all_green else None

    # What earlier sessions left

    @work(thread=True, exit_on_error=False, group="progress", description="Reading the lesson's progress")
    def remember(self) -> None:
        from tutor.course import Progress, last_judged, remembered
        from tutor.course.course_map import course_map
        from tutor.ui.figures import figures_of_report

        with Progress.open() as progress:
            progress.last_lesson = self.lesson.slug
            attempts = [one for one in progress.attempts(self.lesson.slug) if one.report]
            before = last_judged(self.lesson, progress)
            hints_shown = progress.hints_shown(self.lesson.slug)
            course = self.distill.course
            missing = () if course is None else course_map(course, progress).of(self.lesson).not_done_yet
        if not attempts or not (report := attempts[-1].report):
            self.post_message(Remembered(hints_shown, missing))
            return
        verdicts, figures = remembered(self.lesson, attempts[-1], before), figures_of_report(report)
        self.post_message(Remembered(hints_shown, missing, figures, verdicts, before, attempts[-1]))

    def on_remembered(self, message: Remembered) -> None:
        self.query_one(HintBox).shown = message.hints_shown
        self._tell_what_it_builds_on(message.not_done_yet)
        if message.figures is not None and self.figures is None and self.cancel is None:
            if not self.take_up(message.built_text):
                self.show_figures(message.figures)
                self.editor.margin = remembered_margin(message.built_text, message.figures)
                self.build_log.remember(None)
                self.read_kept_soon(message.attempt)
            self.goals.verdicts = message.verdicts
            self.verdicts_before = message.verdicts_before
            self.tell_remembered(message.built_text, message.verdicts, message.figures)

    def advice_about(self, cause: Cause) -> str:
        """The lesson's own words for its wrong turns: they leave the last step to the learner."""
        from tutor.course.mistakes import happens_there

        green = {verdict.goal.id for verdict in self.goals.verdicts if verdict.state.value == "passed"}
        own = (
            one.hint
            for one in self.lesson.mistakes
            if one.cause == cause.key and green >= {*one.while_passed} and happens_there(one, built=True)
        )
        return next(own, None) or super().advice_about(cause)

    def _tell_what_it_builds_on(self, missing: tuple[Lesson, ...]) -> None:
        line = self.query_one("#builds-on", Static)
        line.display = bool(missing)
        if missing:
            numbers = [str(one.number) for one in missing]
            several = f"lessons {', '.join(numbers[:-1])} and {numbers[-1]}"
            what = f"{numbers[0]} · {missing[0].title}" if len(missing) == 1 else several
            line.update(f"Builds on {what}, not done yet; you may go on all the same.")

    # The end of the lesson

    def lesson_done(self) -> None:
        """Every goal is green: say what changed, and what is next."""
        after = self.query_one("#after", LessonText)
        after.update(with_own_keys(self.app, f"## Done\n\n{self.lesson.after}"))
        after.display = True
        if self.goes_on:  # whoever types is not taken away from it
            return
        if self.one_at_a_time:
            self.action_pane("goals")
        self.look_back(asked=False)
