"""The home screen: all lessons, the learner's progress, the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Footer
from textual.worker import Worker

from tutor.ui.badge import badge_of
from tutor.ui.messages import CourseLoaded, LibraryRead
from tutor.ui.screens.fitted import Fitted
from tutor.ui.widgets.engine_panel import EnginePanel
from tutor.ui.widgets.going_on import GoingOn
from tutor.ui.widgets.lesson_list import LessonList
from tutor.ui.widgets.title_line import TitleLine
from tutor.ui.work_failed import tell_of_failed_work

if TYPE_CHECKING:
    from textual import events

    from tutor.ui.app import DistillApp
    from tutor.ui.engine_link import EngineState
    from tutor.ui.library import LessonCard

_PALETTE_FROM = 70
"""In narrower terminals the footer needs the room for keys that are used more."""


class HomeScreen(Fitted):
    """Where Distill starts, and where Esc leads back to."""

    TITLE = "Home"
    CSS_PATH = "home.tcss"
    HELP = """
    # Distill
    Lessons about multi-stage builds and distroless images, each with a real Dockerfile to mend.

    Choose a lesson with **↑ ↓** and **Enter**, or click it. **o** opens a folder of your own.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "start", "Start", id="home.start", tooltip="Open the first lesson"),
        Binding(
            "c",
            "go_on",
            "Continue",
            id="home.continue",
            tooltip="Go on with the lesson you left, or the next one",
        ),
        Binding("o", "open_folder", "Folder", id="home.folder",
                tooltip="Open a folder of yours with a Dockerfile"),
        Binding(
            "r", "look_again", "Look for engine", id="home.engine", tooltip="Look for Docker or Podman again"
        ),
        Binding("q", "app.quit", "Quit", id="home.quit", tooltip="Leave Distill"),
    ]  # fmt: skip

    def compose(self) -> ComposeResult:
        yield TitleLine()
        with Horizontal(id="home-columns"):
            yield LessonList(id="lessons", classes="pane")
            yield GoingOn(id="going-on", classes="pane")
            yield EnginePanel(id="engine", classes="pane")
        yield Footer(compact=True)

    def on_mount(self) -> None:
        title = self.query_one(TitleLine)
        title.title = Content.styled("Distill", "bold $accent")
        title.middle = "multi-stage and distroless"
        self.query_one(LessonList).focus()
        self.watch(self.app, "engine_state", self._show_engine)

    @property
    def distill(self) -> DistillApp:
        return cast("DistillApp", self.app)

    def on_resize(self, event: events.Resize) -> None:
        self.query_one(Footer).show_command_palette = event.size.width >= _PALETTE_FROM

    def on_screen_resume(self) -> None:
        self.read_library()

    def show_course(self, message: CourseLoaded) -> None:
        """Show the lessons as soon as they are read, or why they cannot be."""
        if message.error is not None:
            self.query_one(LessonList).trouble = message.error
        self.read_library()

    @work(
        thread=True,
        exit_on_error=False,
        group="library",
        exclusive=True,
        description="Reading the learner's progress",
    )
    def read_library(self) -> None:
        course = self.distill.course
        if course is None:
            return
        from tutor.course import Progress
        from tutor.ui.library import library_of

        with Progress.open() as progress:
            self.post_message(LibraryRead(library_of(course, progress)))

    def on_library_read(self, message: LibraryRead) -> None:
        self.query_one(LessonList).library = message.library
        self.query_one(GoingOn).library = message.library
        self.refresh_bindings()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        tell_of_failed_work(self, event)

    def _show_engine(self, state: EngineState) -> None:
        self.query_one(EnginePanel).state = state
        self.query_one(TitleLine).right = badge_of(state)

    @on(LessonList.Opened)
    def open(self, message: LessonList.Opened) -> None:
        self._open(message.card)

    def _open(self, card: LessonCard) -> None:
        self.distill.open_lesson(card.lesson.slug)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action not in ("start", "go_on"):
            return True
        library = self.query_one(LessonList).library if self.query(LessonList) else None
        begun = library is not None and any(card.begun for card in library.cards)
        return begun is (action == "go_on")

    def action_start(self) -> None:
        """Open the first lesson."""
        self.action_open_next()

    def action_go_on(self) -> None:
        """Go on with the lesson that was left, or the next one."""
        self.action_open_next()

    def action_open_next(self) -> None:
        """Open the lesson that is next."""
        library = self.query_one(LessonList).library
        if library and library.next:
            self._open(library.next)

    def action_open_folder(self) -> None:
        """Open a folder with a Dockerfile."""
        self.distill.action_open_folder()

    def action_look_again(self) -> None:
        self.distill.look_again()
