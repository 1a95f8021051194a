"""The app: which screen is open, which settings count."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.events import InputEvent, Key, MouseDown, Paste

from tutor.course.kept_glance import kept_glance
from tutor.ui.collector import painted
from tutor.ui.config.unbound import is_unbound
from tutor.ui.configured import Written
from tutor.ui.contrast import readable_colours
from tutor.ui.course_messages import CourseLoaded
from tutor.ui.engine_link import Connect, EngineLink, EngineState, Listeners
from tutor.ui.engines import Engines
from tutor.ui.keys import key_name
from tutor.ui.leaving import Leaving
from tutor.ui.openings import Openings
from tutor.ui.own_keys import with_own_keys
from tutor.ui.places import left_open, places_path
from tutor.ui.reading_ahead import ReadingAhead
from tutor.ui.screens.fitted import Fitted
from tutor.ui.screens.furnished import Furnished
from tutor.ui.screens.home import HomeScreen
from tutor.ui.settings import Settings, settings_path
from tutor.ui.stylesheet import KeptStylesheet
from tutor.ui.themes import DARK, LIGHT

if TYPE_CHECKING:
    from textual import events
    from textual.command import Provider
    from textual.notifications import SeverityLevel
    from textual.screen import Screen
    from textual.theme import Theme

    from tutor.course import BuildOptions, Course, Project
    from tutor.course.glance import CourseGlance
    from tutor.engine.request import Replay
    from tutor.ui.last_build import LastBuild


def _first_glance() -> CourseGlance | None:
    """What is kept is there from the second start on."""
    from tutor.course.first_glance import first_glance

    return first_glance()


def _actions() -> type[Provider]:
    """The palette's actions; what they need is read when the palette opens."""
    from tutor.ui.palette import Actions

    return Actions


def _lessons() -> type[Provider]:
    """The palette's lessons, likewise."""
    from tutor.ui.palette import Lessons

    return Lessons


class DistillApp(Openings, ReadingAhead, Engines, Leaving):
    """Distill in the terminal.

    ``engine_choice`` is what ``tutor.engine.connect`` takes; ``lesson``, a number or slug, is opened at once,
    or ``project``, to be built with its ``options``.
    ``connect`` takes the place of ``tutor.engine.connect``, ``listeners`` that of
    ``tutor.engine.listening.listeners``.
    """

    TITLE = "Distill"
    CSS_PATH = ["app.tcss", "screens/home.tcss"]  # what comes later has all of it parsed once more
    ENABLE_COMMAND_PALETTE = True
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (160, "-vast")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]
    COMMANDS = {_actions, _lessons}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f1",
            "help",
            "Help",
            key_display="F1",
            id="app.help",
            priority=True,
            tooltip="Show the keys and an explanation of what has the focus",
        ),
        Binding(
            "ctrl+p,f2", "command_palette", "Palette", key_display="^P", show=False, id="app.palette",
            priority=True,
            tooltip="Search everything that can be done here",
        ),
        Binding("f12", "engine", "Engine", key_display="F12", show=False, id="app.engine", priority=True,
                tooltip="Choose what builds: Docker, Podman or the embedded engine"),
        Binding("ctrl+q,alt+q", "quit", "Quit", show=False, id="app.quit", priority=True,
                tooltip="Leave Distill"),
    ]  # fmt: skip

    def __init__(
        self,
        engine_choice: str = "auto",
        lesson: str | None = None,
        *,
        project: Project | None = None,
        options: BuildOptions | None = None,
        connect: Connect | None = None,
        listeners: Listeners | None = None,
    ) -> None:
        super().__init__()
        self.stylesheet: KeptStylesheet = KeptStylesheet(variables=self.get_css_variables())
        self.link = EngineLink(engine_choice, connect, listeners)
        self.set_reactive(Engines.engine_state, EngineState(choice=engine_choice))
        self.course: Course | None = None
        self.acted = False
        """Whether somebody pressed a key or a button of the mouse yet."""
        self._open_first = lesson
        self._project_first = None if project is None else (project, options)
        for theme in (DARK, LIGHT):
            self.register_theme(theme)
        self.last_builds: dict[str, LastBuild] = {}
        """What was built in this session, by lesson or project: leaving a screen throws no build away."""
        self.written = Written()
        self.settings = self.written.over(Settings.load(settings_path()))
        if self.written.keymap:
            self.set_keymap(self.written.keymap)
        if self.settings.reduced_motion:
            self.animation_level = "none"
        wanted = self.settings.theme
        self.theme = wanted if wanted in self.available_themes else DARK.name

    def get_css_variables(self) -> dict[str, str]:
        """The theme's colours, made readable, and ``$muted``, a quieter foreground."""
        return readable_colours(super().get_css_variables(), ours=self.theme in (DARK.name, LIGHT.name))

    @property
    def opens_first(self) -> str | None:
        """The lesson that this start is about to open, as it was asked for or as it was left."""
        if self._project_first is not None:
            return None
        return self._open_first if self._open_first is not None else left_open(places_path())

    def get_default_screen(self) -> HomeScreen:
        """Home itself: a screen below it would be laid out and styled for nothing."""
        home = HomeScreen(kept_glance() or _first_glance())
        home.fit(self.size)
        return home

    def on_mount(self) -> None:
        self.theme_changed_signal.subscribe(self, self._remember_theme)
        self.screen_change_signal.subscribe(self, self._clear_the_way)
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        """The first frame is there: read what it did not need, one after the other."""
        self.alone = painted()
        if self.is_web:
            from tutor.ui.page_colour import colour_page

            colour_page(self)
        self.load_course()
        self.written.tell(self)

    def keep_glance(self) -> None:
        """After the app ended: keep how the learner stands now, for the first frame of the next start."""
        if self.course is not None:
            from tutor.course import CourseError
            from tutor.course.kept_glance import read_glance

            with suppress(CourseError):
                read_glance(self.course)

    @work(thread=True, group="course", exclusive=True, description="Reading the lessons")
    def load_course(self) -> None:
        from tutor.course import Course, CourseError

        try:
            self.post_message(CourseLoaded(Course.load(), None))
        except CourseError as error:
            self.post_message(CourseLoaded(None, str(error)))

    def on_course_loaded(self, message: CourseLoaded) -> None:
        self.course = message.course
        home = next(screen for screen in self.screen_stack if isinstance(screen, HomeScreen))
        home.show_course(message)
        self.warm_up()
        self.look_for_engine()
        self.watch_for_live_engines()
        named = self._open_first is not None or self._project_first is not None
        if not named and self.course is not None and isinstance(self.screen, HomeScreen):
            from tutor.ui.beginning import begin

            begin(self)
        if self._open_first is not None and self.course is not None:
            wanted, self._open_first = self._open_first, None
            self.open_lesson(wanted, named=True)
        if self._project_first is not None:
            (project, options), self._project_first = self._project_first, None
            self.open_project(project, options)

    async def on_event(self, event: events.Event) -> None:
        """Leave out what is not meant for the screen."""
        if isinstance(event, (InputEvent, Paste)) and self._screen_stack:
            screen = self.screen  # of a key that was forwarded perhaps a newer one than it was meant for
            if isinstance(screen, Furnished):
                await screen.until_furnished()
            if not event.is_forwarded:
                self.acted = self.acted or isinstance(event, (Key, MouseDown, Paste))
                if isinstance(screen, Fitted):
                    meant = screen.takes(event) if isinstance(event, Key) else not screen.hands_off
                    if not meant:
                        return
        await super().on_event(event)

    def on_descendant_focus(self) -> None:
        """Where no motion is wanted, no cursor blinks."""
        if self.animation_level == "none":
            from textual.widgets import Input, TextArea

            if isinstance(self.focused, (Input, TextArea)):
                self.focused.cursor_blink = False

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Say something, with the keys that count."""
        told = with_own_keys(self, message)
        super().notify(told, title=title, severity=severity, timeout=timeout, markup=markup)

    def tell_instead(self, message: str, *, timeout: float | None = None) -> None:
        """Say what came of a switch; what was said before might be the contrary and is taken away."""
        self.clear_notifications()
        self.notify(message, timeout=timeout, markup=False)

    def _clear_the_way(self, screen: Screen[object]) -> None:
        """A dialog is not covered by what was told before."""
        if screen.is_modal:
            self.clear_notifications()

    def get_key_display(self, binding: Binding) -> str:
        """Keys as they are printed on a keyboard."""
        if is_unbound(binding.key):
            return ""
        return binding.key_display or key_name(binding.key)

    def action_replay(self, pace: Replay) -> None:
        """Tell recorded output at this pace from now on."""
        self.set_pace(pace)
        self.tell_instead(f"Recorded output is told at this pace now: {pace}.")

    def set_pace(self, pace: Replay) -> None:
        """Tell recorded output at this pace, now and in later sessions."""
        self.remember(replace(self.settings, replay=pace))

    def _remember_theme(self, theme: Theme) -> None:
        self.stylesheet.update(self.screen, animate=False)  # Textual leaves out what lies over a screen
        self.remember(replace(self.settings, theme=theme.name))

    def remember(self, settings: Settings) -> None:
        """Follow these settings, now and in later sessions."""
        self.settings = settings
        self.run_worker(
            lambda: settings.save(settings_path()),
            thread=True, group="settings", exclusive=True, description="Remembering a setting",
        )  # fmt: skip
