"""What comes after a lesson: what the learner changed, what it means, the question, the next lesson."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from tutor.ui import signs
from tutor.ui.own_keys import key_told, with_own_keys
from tutor.ui.screens.fitted import Fitted
from tutor.ui.widgets.even import EvenScroll
from tutor.ui.widgets.improvement_table import ImprovementTable
from tutor.ui.widgets.key_footer import KeyFooter
from tutor.ui.widgets.lesson_text import LessonText
from tutor.ui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from textual import events

    from tutor.course import Lesson
    from tutor.course.improvement import Improvement
    from tutor.ui.comparing.side import Subject

_ONCE_THERE_SECONDS = 1.0


class AfterScreen(Fitted):
    """The first build beside the one that passed, and the ways on; Esc leads back to the editor."""

    TITLE = "After the lesson"
    CSS_PATH = "after.tcss"
    AUTO_FOCUS = "#after-body"
    HELP = """
    # After the lesson
    Your first whole build of this lesson beside the last one with every goal green: final image, stages, and
    what there is to attack. Bars of one line have one scale.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Editor", key_display="Esc", id="after.back", priority=True,
                tooltip="Go back to the editor"),
        Binding("ctrl+o", "next_lesson", "Next", key_display="^O", id="after.next", priority=True,
                tooltip="Open the lesson after this one"),
        Binding("ctrl+t", "quiz", "Question", key_display="^T", id="after.quiz", priority=True,
                tooltip="Answer the lesson's question"),
        Binding("f10", "compare", "Compare", key_display="F10", id="after.compare", priority=True,
                tooltip="Compare your first attempt with the one that passed, file by file"),
        Binding("f8", "run", "Run", key_display="F8", show=False, id="after.run", priority=True,
                tooltip="Run the image that passed"),
        Binding("b", "golf", "Board", id="after.golf",
                tooltip="Show your smallest images and quickest rebuilds of this app"),
    ]  # fmt: skip

    leads_to: Literal["editor", "next", "run"] = "editor"
    """Where to when it was left: the next lesson, or a run of the image that passed."""

    def __init__(
        self, lesson: Lesson, improvement: Improvement | None, following: Lesson | None, subject: Subject
    ) -> None:
        super().__init__()
        self._lesson = lesson
        self._improvement = improvement
        self._following = following
        self._subject = subject

    def compose(self) -> ComposeResult:
        yield TitleLine()
        with EvenScroll(id="after-body", classes="pane") as body:
            body.border_title = "What you changed"
            yield ImprovementTable(id="improvement")
            yield LessonText(with_own_keys(self.app, self._lesson.after), id="after-text")
            yield Static(self._ways_on(), id="ways-on")
        yield KeyFooter(palette_from=None)

    def on_mount(self) -> None:
        title = self.query_one(TitleLine)
        back = f"[@click=screen.dismiss]{signs.BACK} Editor[/]   [$success]{signs.DONE}[/]"
        title.title = Content.from_markup(
            f"{back} [bold]$number · $title[/]",
            number=str(self._lesson.number), title=self._lesson.title,
        )  # fmt: skip
        self.query_one(ImprovementTable).improvement = self._improvement

    def _ways_on(self) -> Content:
        following = self._following
        ways = [Content.from_markup("[@click=screen.quiz]Ctrl+T[/] asks the lesson's question")]
        if self._comparable:
            ways.append(
                Content.from_markup("[@click=screen.compare]F10[/] compares both builds, file by file")
            )
        records = key_told(self.app, "after.golf", "b")
        ways.append(Content.from_markup("[@click=screen.golf]$key[/] shows your records for $app",
                                        key=records, app=self._lesson.app))  # fmt: skip
        onward = (
            f"opens the next lesson, {following.number} · {following.title}"
            if following
            else "goes back to the lessons"
        )
        ways.append(Content.from_markup("[@click=screen.next_lesson]Ctrl+O[/] $onward", onward=onward))
        return with_own_keys(self.app, Content("\n").join(ways))

    def takes(self, event: events.Key) -> bool:
        """Not what was typed into the editor when the build ended."""
        seen = self.seen_from
        return not event.is_printable or (seen is not None and event.time > seen + _ONCE_THERE_SECONDS)

    @property
    def _comparable(self) -> bool:
        return self._improvement is not None and not self._improvement.at_once

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "compare" or self._comparable

    def action_next_lesson(self) -> None:
        """Leave for the lesson after this one."""
        self.leads_to = "next"
        self.dismiss()

    def action_run(self) -> None:
        """Leave for a run of the image."""
        self.leads_to = "run"
        self.dismiss()

    def action_quiz(self) -> None:
        """Ask the lesson's question."""
        from tutor.ui.screens.quiz import QuizScreen

        self.app.push_screen(QuizScreen(self._lesson))

    def action_compare(self) -> None:
        """Set the first attempt beside the one that passed."""
        from tutor.ui.screens.compare import CompareScreen

        if self._improvement is None:
            return
        pair = (self._improvement.first.id, self._improvement.last.id)
        screen = CompareScreen(replace(self._subject, pair=pair))
        screen.fit(self.app.size)
        self.app.push_screen(screen)

    def action_golf(self) -> None:
        """Show the records of this lesson's app."""
        from tutor.ui.screens.golf import GolfScreen

        screen = GolfScreen(self._lesson.app)
        screen.fit(self.app.size)
        self.app.push_screen(screen)
