"""How the screens look, in three sizes, light and dark."""

from __future__ import annotations

import time

import pytest

from tutor.engine import EngineLost, NotRecorded
from tutor.ui.screens.after import AfterScreen
from tutor.ui.screens.engine import EngineScreen
from tutor.ui.screens.golf import GolfScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.widgets.golf_table import GolfTable
from tutor.ui.widgets.improvement_table import ImprovementTable
from tutor.ui.widgets.lesson_about import LessonAbout
from tutor.ui.widgets.lesson_list import LessonList

SIZES = [(60, 20), (80, 24), (120, 40)]
THEMES = ["distill-dark", "distill-light"]
MISS = NotRecorded(
    "go build -o /calc .",
    reason="main.go is another one than when it was recorded",
    near=("go build -o /calc . with the lesson's main.go",),
    line=4,
)


def still(screen: LessonScreen) -> None:
    """Take away what differs from one run to the next: the cursor's blinking, and the folder's path."""
    screen.editor.code.cursor_blink = False
    screen.query_one("#workspace").display = False


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES)
def test_home(size, theme, open_app, until, sixteen_fresh, snap_compare):
    app = open_app()
    app.theme = theme

    async def ready(pilot) -> None:
        await until(
            pilot, lambda: app.screen.query(LessonList) and app.screen.query_one(LessonList).row_count()
        )
        await until(pilot, lambda: not app.engine_state.looking)

    assert snap_compare(app, terminal_size=size, run_before=ready)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES)
def test_home_half_way(size, theme, open_app, until, sixteen_lessons, snap_compare):
    app = open_app()
    app.theme = theme

    async def ready(pilot) -> None:
        await until(
            pilot, lambda: app.screen.query(LessonList) and app.screen.query_one(LessonList).row_count()
        )
        await until(
            pilot, lambda: app.screen.query(LessonAbout) and app.screen.query_one(LessonAbout).standing
        )
        await until(pilot, lambda: not app.engine_state.looking)

    assert snap_compare(app, terminal_size=size, run_before=ready)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES)
def test_after_the_lesson(size, theme, open_app, enter, build, until, lesson, snap_compare):
    app = open_app("3")
    app.theme = theme

    async def ready(pilot) -> None:
        screen = await enter(pilot, app)
        still(screen)
        screen.editor.load(lesson.start)
        await build(pilot, screen)
        screen.editor.load(lesson.solution)
        await pilot.press("f5")
        await until(pilot, lambda: isinstance(app.screen, AfterScreen))
        await until(pilot, lambda: app.screen.query_one(ImprovementTable).improvement is not None)
        app.clear_notifications()
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=ready)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES)
def test_golf_board(size, theme, open_app, until, sixteen_lessons, monkeypatch, snap_compare):
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    app = open_app()
    app.theme = theme

    async def ready(pilot) -> None:
        await until(
            pilot, lambda: app.screen.query(LessonList) and app.screen.query_one(LessonList).row_count()
        )
        await pilot.press("b")
        await until(
            pilot, lambda: isinstance(app.screen, GolfScreen) and app.screen.query_one(GolfTable).board
        )

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


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES)
def test_lesson_after_a_failed_build(size, theme, open_app, enter, build, until, lesson, snap_compare):
    app = open_app("3")
    app.theme = theme

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


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES)
def test_home_on_the_embedded_engine(size, theme, offline, until, sixteen_fresh, snap_compare):
    app = offline.app()
    app.theme = theme

    async def ready(pilot) -> None:
        await until(
            pilot, lambda: app.screen.query(LessonList) and app.screen.query_one(LessonList).row_count()
        )
        await until(pilot, lambda: not app.engine_state.looking)

    assert snap_compare(app, terminal_size=size, run_before=ready)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES)
def test_what_is_not_recorded(size, theme, offline, embedded, enter, build, until, snap_compare):
    app = offline.app("3")
    app.theme = theme
    embedded.error = MISS

    async def ready(pilot) -> None:
        screen = await enter(pilot, app)
        still(screen)
        await build(pilot, screen)
        screen.action_pane("editor")
        await until(pilot, lambda: screen.editor.checked_text == screen.editor.text)
        await until(pilot, lambda: screen.editor.code._flashed is None)

    assert snap_compare(app, terminal_size=size, run_before=ready)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES)
def test_what_is_not_recorded_and_no_live_engine(
    size, theme, offline, embedded, enter, build, until, snap_compare
):
    app = offline.app("3")
    app.theme = theme
    embedded.error = MISS

    async def ready(pilot) -> None:
        screen = await enter(pilot, app)
        still(screen)
        await build(pilot, screen)
        screen.action_pane("editor")
        await pilot.press("f12")
        await until(pilot, lambda: screen.miss_panel.miss and screen.miss_panel.miss.tried)
        await until(pilot, lambda: screen.editor.checked_text == screen.editor.text)
        await until(pilot, lambda: screen.editor.code._flashed is None)

    assert snap_compare(app, terminal_size=size, run_before=ready)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES)
def test_the_chooser_of_engines(size, theme, offline, engine, until, sixteen_fresh, snap_compare):
    offline.engines["docker"] = engine
    app = offline.app()
    app.theme = theme

    async def ready(pilot) -> None:
        await until(
            pilot, lambda: app.screen.query(LessonList) and app.screen.query_one(LessonList).row_count()
        )
        await until(pilot, lambda: not app.engine_state.looking)
        await pilot.press("f12")
        await until(pilot, lambda: isinstance(app.screen, EngineScreen) and len(app.screen._found) == 3)
        await pilot.press("down")
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=ready)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES)
def test_layers_that_were_recorded(size, theme, offline, enter, build, until, lesson, snap_compare):
    app = offline.app("3")
    app.theme = theme

    async def ready(pilot) -> None:
        screen = await enter(pilot, app)
        still(screen)
        screen.editor.load(lesson.solution)
        await build(pilot, screen)
        screen.action_step_stage(-1)
        screen.action_pane("layers")
        await until(pilot, lambda: screen.editor.checked_text == screen.editor.text)
        app.clear_notifications()
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=ready)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES)
def test_an_engine_that_died(size, theme, offline, engine, enter, build, until, snap_compare):
    offline.engines["docker"] = engine
    engine.error = EngineLost("Docker 28.5.2 stopped answering.", advice="See whether it still runs.")
    app = offline.app("3")
    app.theme = theme

    async def ready(pilot) -> None:
        screen = await enter(pilot, app)
        still(screen)
        await build(pilot, screen)
        screen.action_pane("editor")
        await until(pilot, lambda: screen.editor.checked_text == screen.editor.text)

    assert snap_compare(app, terminal_size=size, run_before=ready)
