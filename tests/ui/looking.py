"""Pictures of a running app, in three sizes, light and dark."""

from __future__ import annotations

import threading
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from pytest_textual_snapshot import SVGImageExtension
from textual.pilot import Pilot
from textual.widgets import Input

from tests.ui.picture_text import differences
from tutor.ui.screens.lesson import LessonScreen

SIZES = [(60, 20), (80, 24), (120, 40)]
THEMES = ["distill-dark", "distill-light"]
STAYS_THE_SAME = 3
"""How many looks in a row have to be alike before a picture is taken."""

Look = Callable[[Pilot[None], str], Awaitable[None]]


@pytest.fixture
def look(snapshot: Any) -> Look:
    """Compare what the screen shows with its pictures, in every size, light and dark."""
    pictures = snapshot.use_extension(SVGImageExtension)
    wrong: list[str] = []

    async def looking(pilot: Pilot[None], name: str) -> None:
        app = pilot.app
        picture = ""
        for size in SIZES:
            await pilot.resize_terminal(*size)
            for theme in THEMES:
                app.theme = theme
                await pilot.pause()
                picture = await _at_rest(pilot, picture)
                called = f"{name}-{size[0]}-{theme.removeprefix('distill-')}"
                if picture != pictures(name=called):
                    last = list(pictures.executions.values())[-1]
                    wrong.append(f"{called}:\n{differences(last.recalled_data or '', picture)}")
        assert not wrong, "these pictures are others: " + "\n".join(wrong)

    return looking


async def _at_rest(pilot: Pilot[None], taken: str) -> str:
    """The picture, once it is another than the last, nothing moves and nothing is told in passing."""
    before, alike = "", 0
    for _ in range(100):
        pilot.app.clear_notifications()
        for field in pilot.app.screen.query(Input):
            field.cursor_blink = False
        await pilot.pause(0.03)
        now = pilot.app.export_screenshot(title="Distill")
        alike = alike + 1 if now == before and now != taken else 0
        before = now
        if alike == STAYS_THE_SAME:
            break
    return before


class Held(threading.Event):
    """Holds a build until it is set, however long the pictures take."""

    def wait(self, timeout: float | None = None) -> bool:
        return super().wait()


def still(screen: LessonScreen) -> None:
    """Take away the folder's path, which differs from one run to the next."""
    screen.query_one("#workspace").display = False
