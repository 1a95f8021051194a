"""The app ends quietly whatever it was about to show."""

from __future__ import annotations

import asyncio

import pytest

from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.widgets.goals import GoalsList


@pytest.mark.parametrize("leaving_in", [LessonScreen, GoalsList, HomeScreen])
async def test_who_leaves_while_a_lesson_is_mounted_sees_no_traceback(leaving_in, open_app, monkeypatch):
    compose = leaving_in.compose

    def composed(self):
        yield from compose(self)
        self.app.exit()

    monkeypatch.setattr(leaving_in, "compose", composed)
    app = open_app("3")
    async with asyncio.timeout(20):
        await app.run_async(headless=True, size=(120, 40))
    assert app.return_code == 0
