"""A lesson that is done by itself, in a folder that is thrown away: nothing of the learner's is touched."""

from __future__ import annotations

import asyncio
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from tutor.ui.diffing import diff_lines
from tutor.ui.engine_link import EngineState
from tutor.ui.own_keys import keyed, with_own_keys
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.screens.workbench import Workbench

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual import events

    from tutor.course import Course, Lesson, Progress
    from tutor.ui.app import DistillApp

SLUG = "a-second-from"
READING_SECONDS = 4.0
"""How long a caption stands before what it tells of begins."""
_KEY_SECONDS = 0.03
_LINE_SECONDS = 0.4
_LOOKING_SECONDS = 0.05


def watch_demo(app: DistillApp, course: Course) -> None:
    """Show the demo over whatever is open, and say at its end how to do the lesson oneself."""
    lesson = course.find(SLUG)
    screen = DemoScreen(lesson)
    screen.fit(app.size)

    def left(_: None) -> None:
        app.notify(f"To do it yourself, choose lesson {lesson.number} in the list of lessons.", timeout=8)

    app.push_screen(screen, left)


class Caption(Static):
    """What the demo does, above the build line, and how to stop it."""

    DEFAULT_CSS = """
    Caption {
        height: auto;
        padding: 0 1;
        background: $surface;
    }
    """

    def tell(self, what: str, keys: str) -> None:
        """Show a sentence, and which keys count."""
        self.update(Content.assemble(("Demo  ", "bold $accent"), (keys, "$muted"), "\n", what))


class DemoScreen(LessonScreen):
    """The lesson's screen with nobody at it but the demo; Esc stops it at any time."""

    DEFAULT_CSS = """
    DemoScreen KeyFooter {
        display: none;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stop_demo", "Stop the demo", id="demo.stop", priority=True,
                tooltip="Stop the demo and go back"),
    ]  # fmt: skip

    hands_off = True
    shows_around = False

    def __init__(self, lesson: Lesson) -> None:
        self._thrown_away = TemporaryDirectory(prefix="distill-demo-", ignore_cleanup_errors=True)
        super().__init__(lesson, Path(self._thrown_away.name))
        self.reopened = None

    # What is not the learner's

    def open_progress(self) -> Progress:
        from tutor.course import Progress

        return Progress.open(Path(self._thrown_away.name) / "progress.sqlite3")

    @cached_property
    def _own_engine(self) -> EngineState:
        """The embedded engine, with a cache that is forgotten."""
        from tutor.engine.embedded.catalogue.catalogue import Catalogue, built_in
        from tutor.engine.embedded.engine import EmbeddedEngine

        return EngineState(looking=False, engine=EmbeddedEngine(Catalogue.load(*built_in())))

    def find_engine(self) -> EngineState:
        return self._own_engine

    @property
    def build_key(self) -> str:
        return f"demo:{self.lesson.slug}"

    def remember(self) -> None:  # type: ignore[override]
        """Nothing: the demo begins anew each time."""

    async def go_where_it_was(self) -> None:
        """Nowhere, and where it is is not kept."""

    def went_home(self) -> None:
        """Nor is it told that it was left."""

    def predict_soon(self) -> None:
        """Never: a guess about half a line would only be in the way."""

    def lesson_done(self) -> None:
        """The demo says itself what comes now."""

    def links_when_done(self) -> tuple[tuple[str, str], ...]:
        return ()

    def end_watching(self) -> None:
        super().end_watching()
        self.distill.last_builds.pop(self.build_key, None)
        self._thrown_away.cleanup()

    # What is pressed

    def takes(self, event: events.Key) -> bool:
        return event.key in ("escape", "ctrl+q", "alt+q")

    def action_stop_demo(self) -> None:
        """Go back, whatever the demo is at."""
        self.dismiss()

    # What it does

    def opened(self) -> None:
        Workbench.opened(self)
        self.mount(Caption(), before="#build-line")
        self.play()

    @work(group="demo", description="Playing the demo")
    async def play(self) -> None:
        """The lesson from its first text to green goals."""
        self.action_pane("editor")
        await self._caption("One stage ships its whole builder. A second FROM ships only the program.")
        for text in self._texts_on_the_way():
            self.editor.load(text)
            await asyncio.sleep(_LINE_SECONDS if text.endswith("\n") else _KEY_SECONDS)
        await self._caption("F5 builds it.")
        self.begin_build(use_cache=True)
        if self.one_at_a_time:
            self.action_pane("stages")
        while self.cancel is not None:
            await asyncio.sleep(_LOOKING_SECONDS)
        self.action_pane("goals")
        await self._caption("Every goal is green: the build did what the lesson asks.")
        self.action_pane("stages")
        await self._caption("The bars are the stages. Only the last one ships, and it is small.")
        self._say_caption(
            f"Now it is your turn: choose lesson {self.lesson.number} in the list.",
            keyed(self.app, "demo.stop", "Esc", "goes back"),
        )

    async def _caption(self, what: str) -> None:
        self._say_caption(what, keyed(self.app, "demo.stop", "Esc", "stops"))
        await asyncio.sleep(READING_SECONDS)

    def _say_caption(self, what: str, keys: str) -> None:
        self.query_one(Caption).tell(with_own_keys(self.app, what), keys)

    @property
    def _letter_by_letter(self) -> bool:
        """Whether letters come one by one; else whole lines do."""
        return self.app.animation_level != "none" and self.distill.settings.replay != "instant"

    def _texts_on_the_way(self) -> Iterator[str]:
        """The editor's texts on the way to the solution."""
        changes = list(diff_lines(self.lesson.start, self.lesson.solution))
        before: list[str] = []
        for number, line in enumerate(changes):
            after = [one.text for one in changes[number + 1 :] if one.sign != "+"]
            if line.sign == "+" and self._letter_by_letter:
                for end in range(1, len(line.text)):
                    yield "\n".join([*before, line.text[:end], *after])
            if line.sign != "-":
                before.append(line.text)
            if line.sign != "=":
                yield "\n".join([*before, *after]) + "\n"
