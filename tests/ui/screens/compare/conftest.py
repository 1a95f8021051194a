"""A comparison that is open."""

from __future__ import annotations

import pytest

from tutor.ui.screens.compare import CompareScreen


@pytest.fixture
def compare(enter, build, until, lesson):
    """Build the solution, press F10, and wait for what is compared."""

    async def comparing(pilot, app, text: str | None = None) -> CompareScreen:
        screen = await enter(pilot, app)
        screen.editor.load(lesson.solution if text is None else text)
        await build(pilot, screen)
        await pilot.press("f10")
        await until(pilot, lambda: isinstance(app.screen, CompareScreen) and app.screen.merged.row_count())
        return app.screen

    return comparing
