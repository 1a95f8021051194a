"""Takes the README's pictures from the real program on a real engine: ``python -m tests.ui.pictures``."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.settled import settle
from tutor.ui.app import DistillApp

if TYPE_CHECKING:
    from textual.pilot import Pilot

HERE = Path(__file__).parent
SEED = HERE.parents[1] / "engines" / "seed"
SIZE = (132, 40)
WITHIN_SECONDS = 300
BUILDING_SECONDS = 3.0
"""So long into a build at the recorded pace, some of it is done and some is not."""


async def take() -> None:
    """Lesson 3 built and compared, and the two examples that the course began with."""
    from tutor.course import Course, Project, Workspace

    lesson = Course.load().find("3")
    Workspace.open(lesson).save(lesson.solution)
    async with DistillApp(lesson="3").run_test(size=SIZE) as pilot:
        await _build(pilot)
        _save(pilot, "lesson")
        await pilot.press("f10")
        await _settled(pilot)
        _save(pilot, "compare")
    await _while_typing()
    await _while_building()
    for name in ("three-stages", "distroless"):
        folder = Path(tempfile.gettempdir(), name)  # its path is in the picture, so a plain one
        shutil.copytree(SEED / "site", folder)
        try:
            shutil.copyfile(SEED / f"{name}.Dockerfile", folder / "Dockerfile")
            async with DistillApp(project=Project.open(folder)).run_test(size=SIZE) as pilot:
                await _build(pilot)
                _save(pilot, name)
        finally:
            shutil.rmtree(folder)


async def _while_typing() -> None:
    """A second FROM is written: what the stages would weigh, and what may stand at the cursor."""
    from tutor.course import Course, Workspace
    from tutor.ui.screens.lesson import LessonScreen

    lesson = Course.load().find("3")
    Workspace.open(lesson).save(lesson.start)
    app = DistillApp("embedded", lesson="3")
    async with app.run_test(size=SIZE) as pilot:
        await _build(pilot)
        assert isinstance(app.screen, LessonScreen)
        app.screen.editor.focus()
        await pilot.press("ctrl+home", "end", *" AS build", "down", "down", "down", "end", "enter")
        await pilot.press(*"FROM scratch", "enter", *"COPY --from=build /calc /calc")
        await _settled(pilot)
        _save(pilot, "what-if")
        await pilot.press("enter", *"COPY --from=")
        await _settled(pilot)
        _save(pilot, "completion")


async def _while_building() -> None:
    """Lesson 10 in the middle of its build, at the recorded pace."""
    from tutor.course import Course, Workspace
    from tutor.ui.screens.lesson import LessonScreen

    lesson = Course.load().find("10")
    Workspace.open(lesson).save(lesson.solution)
    app = DistillApp("embedded", lesson="10")
    async with app.run_test(size=SIZE) as pilot:
        async with asyncio.timeout(WITHIN_SECONDS):
            while not isinstance(app.screen, LessonScreen) or app.engine_state.looking:
                await pilot.pause(0.1)
        app.set_pace("real")
        await pilot.press("f5")
        await pilot.pause(BUILDING_SECONDS)
        _save(pilot, "building")
        await pilot.press("escape")
        await _settled(pilot)


async def _build(pilot: Pilot[None]) -> None:
    """Press F5 when there is something to build with, and wait until the bytes are told."""
    from tutor.ui.screens.workbench import Workbench

    app = pilot.app
    assert isinstance(app, DistillApp)
    async with asyncio.timeout(WITHIN_SECONDS):
        while not isinstance(app.screen, Workbench) or app.engine_state.looking:
            await pilot.pause(0.1)
        screen = app.screen
        await pilot.press("f5")
        while screen.result is None or screen.cancel is not None:
            await pilot.pause(0.2)
    await _settled(pilot)
    if app.screen is not screen:  # what comes after a lesson
        await pilot.press("escape")
    screen.action_pane("bytes")
    await _settled(pilot)


async def _settled(pilot: Pilot[None]) -> None:
    await pilot.pause(3)  # not until all workers have ended: those that watch files never do


def _save(pilot: Pilot[None], name: str) -> None:
    (HERE / f"{name}.svg").write_text(pilot.app.export_screenshot(title="Distill"))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DISTILL_HOME"] = str(settle(Path(folder, "home")))
        asyncio.run(take())
