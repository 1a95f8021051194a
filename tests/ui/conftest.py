"""The app on an engine that takes no time, with a home folder of its own."""

from __future__ import annotations

import math
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from time import monotonic

import pytest
from textual.pilot import Pilot

from tests.settled import settle
from tests.ui.fake_engine import EMBEDDED, FakeEngine
from tutor.course import Course, Lesson
from tutor.engine import Connection, Tried
from tutor.ui.app import DistillApp
from tutor.ui.screens import first_frame
from tutor.ui.screens.after import AfterScreen
from tutor.ui.screens.lesson import LessonScreen

sys.path.insert(0, str(Path(__file__).parent))

from looking import look  # noqa: F401  # a fixture for all tests of this folder
from sixteen import half_way, sixteen

OpenApp = Callable[..., DistillApp]

NO_ENGINE = Connection(
    None,
    (
        Tried(
            "unix:///var/run/docker.sock",
            "no such socket",
            "Install Docker, or start it: `systemctl start docker`.",
        ),
        Tried("unix:///run/podman/podman.sock", "no such socket", ""),
    ),
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The learner's folder of this test."""
    monkeypatch.setenv("DISTILL_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr("tutor.ui.screens.predicting.PAUSE_SECONDS", 3600.0)  # what if is for its own tests
    return settle(tmp_path / "home")


@pytest.fixture(autouse=True)
def drawn_at_one_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pilot that paused sees the frame: it is not found out in several turns how it looks."""
    monkeypatch.setattr(first_frame, "_TURN_SECONDS", math.inf)


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


class Places:
    """Who answers where, by what ``connect`` is asked for; ``asked`` is what it was asked so far."""

    def __init__(self, **engines: FakeEngine) -> None:
        self.engines = engines
        self.listening: frozenset[str] = frozenset()
        self.asked: list[str] = []

    def connect(self, choice: str) -> Connection:
        self.asked.append(choice)
        order = {"auto": ("docker", "podman", "embedded"), "live": ("docker", "podman")}.get(
            choice, (choice,)
        )
        for kind in order:
            if kind in self.engines:
                return Connection(self.engines[kind], (Tried(kind, "answers", ""),))
        return Connection(
            None, tuple(Tried(f"unix:///{kind}.sock", "no socket there", f"Start {kind}.") for kind in order)
        )

    def app(self, lesson: str | None = None, *, choice: str = "auto") -> DistillApp:
        return DistillApp(choice, lesson, connect=self.connect, listeners=lambda: self.listening)


@pytest.fixture
def embedded() -> FakeEngine:
    return FakeEngine(EMBEDDED)


@pytest.fixture
def offline(embedded: FakeEngine) -> Places:
    """A machine with nothing but the embedded engine."""
    return Places(embedded=embedded)


@pytest.fixture
def open_app(engine: FakeEngine) -> OpenApp:
    """The app with the fake engine, or with ``engine=None`` without one."""

    def opened(lesson: str | None = None, *, connection: Connection | None = None) -> DistillApp:
        found = Connection(engine, ()) if connection is None else connection
        return DistillApp(lesson=lesson, connect=lambda choice: found)

    return opened


@pytest.fixture(scope="session")
def course() -> Course:
    return Course.load()


@pytest.fixture
def lesson(course: Course) -> Lesson:
    """Lesson 3, a second FROM."""
    return course.find("3")


@pytest.fixture
def sixteen_fresh(lesson: Lesson, monkeypatch: pytest.MonkeyPatch) -> Course:
    """A course of sixteen lessons in place of the real one, none of them begun."""
    course = sixteen(lesson)
    monkeypatch.setattr(Course, "load", classmethod(lambda cls, folder=None: course))
    return course


@pytest.fixture
def sixteen_lessons(sixteen_fresh: Course) -> Course:
    """The sixteen lessons, and a learner half way through them."""
    half_way(sixteen_fresh)
    return sixteen_fresh


Until = Callable[[Pilot[None], Callable[[], object]], Awaitable[None]]


@pytest.fixture
def until() -> Until:
    """Wait for something that a worker brings about, at most 20 seconds."""

    async def waiting(pilot: Pilot[None], condition: Callable[[], object]) -> None:
        end = monotonic() + 20
        while not condition():
            assert monotonic() < end, "it did not come about"
            await pilot.pause(0.01)
        await pilot.pause()

    return waiting


Enter = Callable[[Pilot[None], DistillApp], Awaitable[LessonScreen]]


@pytest.fixture
def enter(until: Until) -> Enter:
    """The lesson screen that the app was opened with, once it is ready to be worked with."""

    async def entering(pilot: Pilot[None], app: DistillApp) -> LessonScreen:
        await until(pilot, lambda: isinstance(app.screen, LessonScreen))
        screen = app.screen
        assert isinstance(screen, LessonScreen)
        await until(pilot, lambda: screen.furnished)
        await until(pilot, lambda: not app.engine_state.looking)
        await until(
            pilot, lambda: all(worker.group != "progress" or worker.is_finished for worker in app.workers)
        )
        return screen

    return entering


Build = Callable[[Pilot[None], LessonScreen], Awaitable[None]]


@pytest.fixture
def build(until: Until) -> Build:
    """Press F5 and wait for the end of the build; what comes after the lesson is left again."""

    async def building(pilot: Pilot[None], screen: LessonScreen) -> None:
        await pilot.press("f5")
        await until(pilot, lambda: screen.cancel is None and not screen.build_line.status.running)
        await until(
            pilot,
            lambda: all(worker.is_finished for worker in pilot.app.workers if worker.group == "progress"),
        )
        if isinstance(pilot.app.screen, AfterScreen):
            await pilot.press("escape")
            await until(pilot, lambda: pilot.app.screen is screen)

    return building
