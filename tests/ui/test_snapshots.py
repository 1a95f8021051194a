"""How the screens look, in three sizes, light and dark."""

from __future__ import annotations

import pytest

from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.widgets.lesson_list import LessonList

SIZES = [(60, 20), (80, 24), (120, 40)]
THEMES = ["distill-dark", "distill-light"]


def still(screen: LessonScreen) -> None:
    """Take away what differs from one run to the next: the cursor's blinking, and the folder's path."""
    screen.editor.code.cursor_blink = False
    screen.query_one("#workspace").display = False


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES)
def test_home(size, theme, open_app, until, snap_compare):
    app = open_app()
    app.theme = theme

    async def ready(pilot) -> None:
        await until(
            pilot, lambda: isinstance(app.screen, HomeScreen) and app.screen.query_one(LessonList).row_count()
        )
        await until(pilot, lambda: not app.engine_state.looking)

    assert snap_compare(app, terminal_size=size, run_before=ready)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES)
def test_lesson_after_a_build(size, theme, open_app, enter, build, until, lesson, snap_compare):
    app = open_app("3")
    app.theme = theme

    async def ready(pilot) -> None:
        screen = await enter(pilot, app)
        still(screen)
        screen.editor.load(lesson.solution)
        await build(pilot, screen)
        screen.action_pane("goals")
        await until(pilot, lambda: screen.editor.checked_text == screen.editor.text)
        app.clear_notifications()
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=ready)


@pytest.mark.parametrize("size", SIZES)
def test_lesson_after_a_failed_build(size, open_app, enter, build, until, lesson, snap_compare):
    app = open_app("3")

    async def ready(pilot) -> None:
        screen = await enter(pilot, app)
        still(screen)
        screen.editor.load(lesson.solution.replace("--from=build", "--from=biuld"))
        await build(pilot, screen)
        screen.action_pane("editor")
        await until(pilot, lambda: screen.editor.checked_text == screen.editor.text)
        await until_dark(pilot, screen)

    async def until_dark(pilot, screen) -> None:
        """The failed line is lit up for a moment."""
        for _ in range(200):
            if screen.editor.code._flashed is None:
                return
            await pilot.pause(0.02)

    assert snap_compare(app, terminal_size=size, run_before=ready)
