"""Takes the README's pictures from the real program on a real engine: ``python -m tests.ui.pictures``."""

from __future__ import annotations

import asyncio
import os
import tempfile
from pathlib import Path

from tutor.ui.app import DistillApp

HERE = Path(__file__).parent
SIZE = (120, 36)
BUILD_WITHIN_SECONDS = 300


async def take() -> None:
    """Lesson 3 with its solution built: what the learner sees when all goals are green."""
    from tutor.course import Course, Progress, Workspace
    from tutor.ui.screens.lesson import LessonScreen

    lesson = Course.load().find("3")
    Workspace.open(lesson).save(lesson.solution)
    app = DistillApp(lesson="3")
    async with app.run_test(size=SIZE) as pilot:
        async with asyncio.timeout(BUILD_WITHIN_SECONDS):
            while not isinstance(app.screen, LessonScreen) or app.engine_state.looking:
                await pilot.pause(0.1)
            await pilot.press("f5")
            with Progress.open() as progress:
                while not progress.completed(lesson.slug):
                    await pilot.pause(0.2)
        await pilot.pause(2)
        (HERE / "lesson.svg").write_text(app.export_screenshot(title="Distill"))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        os.environ["DISTILL_HOME"] = home
        asyncio.run(take())
