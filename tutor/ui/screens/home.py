"""The home screen: all lessons, the learner's progress, the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.worker import Worker

from tutor.ui.badge import badge_of
from tutor.ui.collector import spare_what_is_there
from tutor.ui.course_messages import CourseLoaded, MapRead
from tutor.ui.screens.fitted import Fitted
from tutor.ui.widgets.engine_panel import EnginePanel
from tutor.ui.widgets.even import EvenHorizontal
from tutor.ui.widgets.key_footer import KeyFooter
from tutor.ui.widgets.lesson_about import LessonAbout
from tutor.ui.widgets.lesson_list import LessonList
from tutor.ui.widgets.title_line import TitleLine
from tutor.ui.work_failed import tell_of_failed_work

if TYPE_CHECKING:
    from textual import events
    from textual.timer import Timer

    from tutor.course import Lesson
    from tutor.course.glance import CourseGlance, GlancedStanding
    from tutor.ui.app import DistillApp
    from tutor.ui.engine_link import EngineState

_TIDY_AFTER_SECONDS = 5.0
_MAKE_AHEAD_AFTER_SECONDS = 0.4
"""Who moves on through the list is not about to open what is under the cursor."""


class HomeScreen(Fitted):
    """Where Distill starts, and where Esc leads back to; ``glance`` is shown until the lessons are read."""

    TITLE = "Home"
    CSS_PATH = "home.tcss"
    HELP = """
    # Distill
    Lessons about multi-stage builds and distroless images, each with a real Dockerfile to mend.

    Choose a lesson with **↑ ↓** and **Enter**, or click it. None is locked: what a lesson builds on is told,
    and you may go first where you like. **c** goes on where you left.

    Saved is, for each app, the largest final image of it that you built less the smallest that passed.

    **o** opens a folder of your own.
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
        Binding("b", "golf", "Board", id="home.golf",
                tooltip="Show your smallest images and quickest rebuilds"),
        Binding("o", "open_folder", "Folder", id="home.folder",
                tooltip="Open a folder of yours with a Dockerfile"),
        Binding("r", "look_again", "Engine", id="home.engine", tooltip="Look for Docker or Podman again"),
        Binding("q", "app.quit", "Quit", id="home.quit", tooltip="Leave Distill"),
    ]  # fmt: skip

    _resting: Timer | None = None

    def __init__(self, glance: CourseGlance | None = None) -> None:
        super().__init__()
        self._glance = glance

    def compose(self) -> ComposeResult:
        yield TitleLine()
        with EvenHorizontal(id="home-columns"):
            yield LessonList(id="lessons", classes="pane")
            yield LessonAbout(id="about", classes="pane")
            yield EnginePanel(id="engine", classes="pane")
        yield KeyFooter()

    def on_mount(self) -> None:
        title = self.query_one(TitleLine)
        title.title = Content.styled("Distill", "bold $accent")
        self.say_opening(self.distill.opens_first)
        self.query_one(LessonList).focus()
        self.watch(self.app, "engine_state", self._show_engine)
        if self._glance is not None:
            self._show(self._glance)

    def say_opening(self, lesson: str | None) -> None:
        """Say which lesson is about to come over the list by itself; None when none is."""
        self.query_one(TitleLine).middle = (
            "multi-stage and distroless" if lesson is None else f"opening {lesson.replace('-', ' ')} …"
        )

    @property
    def distill(self) -> DistillApp:
        return cast("DistillApp", self.app)

    def on_resize(self, event: events.Resize) -> None:
        self.query_one(LessonAbout).roomy = not self.has_class("-narrow")

    def on_screen_resume(self) -> None:
        self.read_map()
        self._tidying = self.set_timer(_TIDY_AFTER_SECONDS, self._tidy)

    def on_screen_suspend(self) -> None:
        self.say_opening(None)
        self._tidying.stop()

    def on_key(self) -> None:
        self._tidying.reset()

    def _tidy(self) -> None:
        """Somebody looks at the list and presses nothing: look for what closed screens left in memory."""
        spare_what_is_there()

    def make_ahead_soon(self) -> None:
        """Make the lesson under the cursor ahead, when the cursor rests there."""
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(_MAKE_AHEAD_AFTER_SECONDS, self._make_ahead)

    def _make_ahead(self) -> None:
        chosen = self.query_one(LessonList).chosen
        if not self.distill.is_warm:
            self.make_ahead_soon()
        elif chosen is not None and all(one.is_modal for one in self.app.screen_stack[1:]):
            self.distill.make_ahead(chosen.lesson.slug)

    def show_course(self, message: CourseLoaded) -> None:
        """Show the lessons as soon as they are read, or why they cannot be."""
        if message.error is not None:
            self.query_one(LessonList).trouble = message.error
            self.query_one(LessonList).course_map = None  # what was shown so far cannot be opened
            self.query_one(LessonAbout).standing = None
        self.read_map()

    @work(
        thread=True,
        exit_on_error=False,
        group="map",
        exclusive=True,
        description="Reading the learner's progress",
    )
    def read_map(self) -> None:
        course = self.distill.course
        if course is None:
            return
        from tutor.course.kept_glance import read_glance

        self.post_message(MapRead(read_glance(course)))

    def on_map_read(self, message: MapRead) -> None:
        self._show(message.course_map)
        self.make_ahead_soon()

    def _show(self, found: CourseGlance) -> None:
        self._glance = found
        about, lessons = self.query_one(LessonAbout), self.query_one(LessonList)
        about.course_map = lessons.course_map = found
        about.standing = lessons.chosen
        self.set_class(found.begun, "-begun")
        self.refresh_bindings()

    @on(LessonList.Looked)
    def _look(self, message: LessonList.Looked) -> None:
        if self.query_one(LessonList).course_map is not None:  # it may have been taken away meanwhile
            self.query_one(LessonAbout).standing = message.standing
            self.make_ahead_soon()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        tell_of_failed_work(self, event)

    def _show_engine(self, state: EngineState) -> None:
        self.query_one(EnginePanel).state = state
        self.query_one(TitleLine).right = badge_of(state)
        self.set_class(state.looking or state.engine is not None, "-settled")

    @on(LessonList.Opened)
    def open(self, message: LessonList.Opened) -> None:
        self._open(message.standing)

    def look_at(self, lesson: Lesson) -> None:
        """Have the cursor at a lesson that was opened, from here or from the one before it."""
        self.query_one(LessonList).look_at(lesson.slug)

    def _open(self, standing: GlancedStanding) -> None:
        self.distill.open_lesson(standing.lesson.slug)

    def action_open_chosen(self) -> None:
        """Open the lesson under the cursor."""
        self.query_one(LessonList).action_choose()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action not in ("start", "go_on"):
            return True
        begun = self._glance is not None and self._glance.begun
        return begun is (action == "go_on")

    def action_start(self) -> None:
        """Open the first lesson."""
        self.action_open_next()

    def action_go_on(self) -> None:
        """Go on with the lesson that was left, or the next one."""
        self.action_open_next()

    def action_open_next(self) -> None:
        """Open the lesson that is next."""
        found = self.query_one(LessonList).course_map
        if found and found.next:
            self._open(found.next)

    def action_golf(self) -> None:
        """Show the learner's records."""
        self.distill.open_golf()

    def action_open_folder(self) -> None:
        """Open a folder with a Dockerfile."""
        self.distill.action_open_folder()

    def action_look_again(self) -> None:
        self.distill.look_again()
