"""The lesson screen: text and goals, the editor, what the build made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import ContentSwitcher, Footer, Static

from tutor.ui import signs
from tutor.ui.badge import badge_of
from tutor.ui.collector import spare_what_is_there
from tutor.ui.figures import BuildFigures
from tutor.ui.messages import Remembered
from tutor.ui.outcome import last_build
from tutor.ui.remembering import remembered_margin, remembered_verdicts
from tutor.ui.screens.helping import Helping
from tutor.ui.screens.panes import PANES, RESULT_PANES
from tutor.ui.widgets.build_line import BuildLine
from tutor.ui.widgets.build_log import BuildLog
from tutor.ui.widgets.cause_panel import CausePanel
from tutor.ui.widgets.file_tree import FileTreeView
from tutor.ui.widgets.goals import GoalsList, GoalsPane
from tutor.ui.widgets.hint_box import HintBox
from tutor.ui.widgets.layers_table import LayersTable
from tutor.ui.widgets.lesson_text import LessonText
from tutor.ui.widgets.miss_panel import MissPanel
from tutor.ui.widgets.pane_tabs import PaneTabs
from tutor.ui.widgets.run_pane import RunPane
from tutor.ui.widgets.stage_bars import StageBars
from tutor.ui.widgets.stage_picker import StagePicker
from tutor.ui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from textual import events

    from tutor.course import Lesson
    from tutor.ui.engine_link import EngineState

_ONCE_MORE_SECONDS = 0.3
_PALETTE_FROM = 70
"""In narrower terminals the footer needs the room for keys that are used more."""


class LessonScreen(Helping):
    """One lesson: read, edit, build, look, run."""

    TITLE = "Lesson"
    CSS_PATH = "lesson.tcss"
    AUTO_FOCUS = ""
    HELP = """
    # Lesson
    Change the Dockerfile until every goal is green. The text is saved while you type.

    **F5** builds it, **F8** runs the image, **F9** gives a hint. **F3** and **F4** go from pane to pane.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+l", "home", "Lessons", show=False, id="lesson.home", priority=True,
                tooltip="Go back to the list of lessons"),
        Binding("left_square_bracket", "step_stage(-1)", "Stage before", show=False, id="lesson.stage-before",
                tooltip="Show the files and layers of the stage before"),
        Binding("right_square_bracket", "step_stage(1)", "Next stage", show=False, id="lesson.stage-next",
                tooltip="Show the files and layers of the next stage"),
    ]  # fmt: skip

    def __init__(self, lesson: Lesson) -> None:
        super().__init__()
        self.lesson = lesson
        self.open_workspace()
        self._stage_index = 0
        self._opened_at: float | None = None

    def compose(self) -> ComposeResult:
        lesson = self.lesson
        yield TitleLine()
        yield PaneTabs(PANES, id="narrow-tabs")
        with Horizontal(id="columns"):
            with Vertical(id="lesson-column"):
                with VerticalScroll(id="lesson-pane", classes="pane") as text:
                    text.border_title = "Lesson"
                    yield LessonText(lesson.text, id="lesson-text")
                    yield LessonText("", id="after")
                    yield Static(
                        f"Your files, for any editor:\n{self.workspace.folder}", id="workspace", markup=False
                    )
                with GoalsPane(id="goals-pane", classes="pane"):
                    yield GoalsList(lesson.goals, id="goals")
                    yield HintBox(lesson.hints, id="hints")
            with Vertical(id="editor-column", classes="pane"):
                yield self.editor
                yield CausePanel(id="cause")
                yield MissPanel(id="miss")
            with Vertical(id="stages-column"):
                yield StageBars(id="stages", classes="pane")
                with Vertical(id="results-frame", classes="pane"):
                    yield PaneTabs(RESULT_PANES, id="result-tabs")
                    yield StagePicker(id="stage-picker")
                    with ContentSwitcher(id="results", initial="files-body"):
                        with Vertical(id="files-body"):
                            yield FileTreeView(id="files")
                        with Vertical(id="layers-body"):
                            yield LayersTable(id="layers")
                        with Vertical(id="log-body"):
                            yield BuildLog(id="log")
                        with Vertical(id="run-body"):
                            yield RunPane(lesson.run.stdin, lesson.run.arguments, id="run")
        yield BuildLine(id="build-line")
        yield Footer(compact=True)

    def on_mount(self) -> None:
        title = self.query_one(TitleLine)
        title.title = Content.from_markup(
            f"[@click=screen.home]{signs.BACK} Lessons[/]   [bold]$number · $title[/]",
            number=str(self.lesson.number), title=self.lesson.title,
        )  # fmt: skip
        title.middle = self.lesson.app
        self.query_one("#after").display = False
        self.watch(self.app, "engine_state", self._show_engine)
        self.watch(self.goals, "counted", self._count_goals)
        self.query_one("#result-tabs", PaneTabs).active = "files"
        self.action_pane("lesson" if self.one_at_a_time else "editor")
        self.begin_watching()
        self.remember()
        self.call_after_refresh(self._opened)

    def _opened(self) -> None:
        self._opened_at = Message().time  # of the clock that keys have their time from
        spare_what_is_there()

    def takes(self, event: events.Key) -> bool:
        """Not what was typed before the screen was to be seen, nor the key that opened it, pressed twice."""
        if not (event.is_printable or event.key == "enter"):
            return True
        if self._opened_at is None or event.time < self._opened_at:
            return False
        return event.key not in ("c", "enter") or event.time > self._opened_at + _ONCE_MORE_SECONDS

    def on_unmount(self) -> None:
        if self.cancel is not None:
            self.cancel.throw()
        self.end_watching()

    def _show_engine(self, state: EngineState) -> None:
        self.query_one(TitleLine).right = badge_of(state)

    def _count_goals(self, counted: str) -> None:
        self.query_one("#narrow-tabs", PaneTabs).notes = {"goals": counted}
        following = self.next_lesson
        title = f"{following.number} · {following.title}" if following else ""
        self.query_one(HintBox).next_title = title if self.goals.all_green else None

    def on_resize(self, event: events.Resize) -> None:
        self.query_one(Footer).show_command_palette = event.size.width >= _PALETTE_FROM

    # What earlier sessions left

    @work(thread=True, exit_on_error=False, group="progress", description="Reading the lesson's progress")
    def remember(self) -> None:
        from tutor.course import Progress
        from tutor.ui.figures import figures_of_report

        with Progress.open() as progress:
            progress.last_lesson = self.lesson.slug
            attempts = [one for one in progress.attempts(self.lesson.slug) if one.report]
            hints_shown = progress.hints_shown(self.lesson.slug)
        if not attempts or not (report := attempts[-1].report):
            self.post_message(Remembered(hints_shown))
            return
        verdicts = remembered_verdicts(self.lesson, attempts[-1])
        text = attempts[-1].dockerfile
        self.post_message(Remembered(hints_shown, figures_of_report(report), verdicts, text))

    def on_remembered(self, message: Remembered) -> None:
        self.query_one(HintBox).shown = message.hints_shown
        if message.figures is not None and self.figures is None and self.cancel is None:
            self.show_figures(message.figures)
            self.goals.verdicts = message.verdicts
            self.editor.margin = remembered_margin(message.built_text, message.figures)
            self.build_line.status = last_build(
                message.verdicts, message.figures, changed=message.built_text != self.editor.text
            )

    # The stages

    def show_figures(self, figures: BuildFigures) -> None:
        """Show the sizes of a build, and the files of the stage that ships."""
        self.figures = figures
        self.query_one(StageBars).figures = figures
        final = figures.final
        self._show_stage(final.index if final is not None else 0)

    def _show_stage(self, index: int) -> None:
        if self.figures is None or not self.figures.stages:
            return
        self._stage_index = index % len(self.figures.stages)
        stage = self.figures.stages[self._stage_index]
        self.query_one(LayersTable).stage = stage
        self.query_one(StagePicker).stage = stage
        self.query_one(StagePicker).several = len(self.figures.stages) > 1
        image = self.result.stages[self._stage_index] if self.result is not None else None
        view = self.query_one(FileTreeView)
        if image is None:
            view.why_empty = (
                "These figures are of your last session. F5 builds, and the files are here again."
            )
        elif not image.built:
            view.why_empty = (
                f"This stage was not built: {image.skipped_because or 'the build stopped before it'}."
            )
        else:
            view.why_empty = "The files of this stage could not be listed."
        view.files = image.files if image is not None else None

    def action_step_stage(self, by: int) -> None:
        """Show the files and layers of another stage."""
        self._show_stage(self._stage_index + by)

    @on(StageBars.StageChosen)
    def _stage_chosen(self, message: StageBars.StageChosen) -> None:
        self._show_stage(message.index)
        self.action_pane("layers" if self.pane == "layers" else "files")

    @on(LayersTable.LineChosen)
    def _line_chosen(self, message: LayersTable.LineChosen) -> None:
        self.action_pane("editor")
        self.editor.goto(message.line)
        self.editor.flash(message.line)

    # The end of the lesson, and the way back

    def lesson_done(self) -> None:
        """Every goal is green: say what changed, and what is next."""
        after = self.query_one("#after", LessonText)
        after.update(f"## Done\n\n{self.lesson.after}")
        after.display = True
        if self.one_at_a_time:
            self.action_pane("goals")

    def action_escape(self) -> None:
        """Stop what is going on, close what is open, leave the editor, or go back: the first that applies."""
        if self.cancel is not None:
            self.stop()
        elif self.causes.trouble is not None:
            self.action_close_trouble()
        elif self.miss_seen:
            self.action_close_miss()
        elif self.can_unzoom:
            self.action_zoom()
        elif self.pane in ("editor", "run"):
            self.action_pane("lesson")
        else:
            self.action_home()

    def action_home(self) -> None:
        self.dismiss()
