"""Getting around: with the keyboard only, with the mouse only, in every size."""

from __future__ import annotations

import pytest

from tutor.ui.screens.asking import AskScreen
from tutor.ui.screens.compare import CompareScreen
from tutor.ui.screens.help import HelpScreen
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.screens.panes import PANES
from tutor.ui.screens.solution import SolutionScreen
from tutor.ui.widgets.hint_box import HintBox
from tutor.ui.widgets.lesson_list import LessonList
from tutor.ui.widgets.pane_tabs import PaneTabs

SIZES = [(60, 20), (80, 24), (120, 40)]
BODIES = {
    "lesson": "#lesson-pane",
    "goals": "#goals-pane",
    "editor": "#editor",
    "stages": "#stages",
    "files": "#files",
    "layers": "#layers",
    "bytes": "#bytes",
    "log": "#log",
    "run": "#run",
}


def in_sight(screen: LessonScreen, selector: str) -> bool:
    """Whether a widget is on the screen with some room of its own, and nowhere outside of it."""
    widget = screen.query_one(selector)
    region = widget.region
    return bool(region.area and widget.is_on_screen and region in screen.region)


@pytest.mark.parametrize("size", SIZES)
async def test_every_pane_can_be_reached_with_one_key(size, open_app, enter, build, until):
    app = open_app("3")
    async with app.run_test(size=size) as pilot:
        screen = await enter(pilot, app)
        await build(pilot, screen)
        for _ in PANES:
            await pilot.press("f4")
            await until(pilot, lambda: screen.focused is not None)
            assert in_sight(screen, BODIES[screen.pane]), f"{screen.pane} at {size}"
        screen.action_pane("goals")
        await pilot.pause()
        for number, (name, _) in enumerate(PANES, 1):
            await pilot.press(str(number))
            await pilot.pause()
            assert screen.pane == name
            if name in ("editor", "run"):  # there a digit is text
                screen.action_pane("goals")
                await pilot.pause()


async def test_a_lesson_can_be_worked_through_with_the_keyboard_alone(open_app, until, engine):
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(
            pilot, lambda: isinstance(app.screen, HomeScreen) and app.screen.query_one(LessonList).row_count()
        )
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, LessonScreen))
        screen = app.screen
        assert isinstance(screen, LessonScreen)
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("3", "pagedown", "end", *"# mine")
        assert screen.editor.text.rstrip().endswith("# mine")
        await pilot.press("f5")
        await until(pilot, lambda: screen.result is not None and screen.cancel is None)
        await pilot.press("f9")
        await until(pilot, lambda: screen.query_one(HintBox).shown == 1)
        await pilot.press("f10")
        await until(pilot, lambda: isinstance(app.screen, CompareScreen))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("ctrl+g")
        await until(pilot, lambda: isinstance(app.screen, AskScreen))
        await pilot.press("y")
        await until(pilot, lambda: isinstance(app.screen, SolutionScreen))
        await pilot.press("u")
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("f5")
        await until(pilot, lambda: screen.build_line.status.text == "5 of 5 goals")
        await pilot.press("f8")
        await until(pilot, lambda: "Exit code 0" in str(screen.run_pane.query_one("#run-end").render()))
        await pilot.press("ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await until(pilot, lambda: app.screen.query_one(LessonList).course_map.standings[2].done)


async def test_a_lesson_can_be_worked_through_with_the_mouse_alone(open_app, until, build, lesson):
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(
            pilot, lambda: isinstance(app.screen, HomeScreen) and app.screen.query_one(LessonList).row_count()
        )
        below = app.screen.query_one(LessonList).row_height * (lesson.number - 1)
        await pilot.click(LessonList, offset=(10, 1 + below))
        await until(pilot, lambda: isinstance(app.screen, LessonScreen))
        screen = app.screen
        assert isinstance(screen, LessonScreen)
        assert screen.lesson.number == lesson.number
        await pilot.click("#build-line", offset=(-3 + 80, 0))  # F5 builds
        await until(pilot, lambda: screen.result is not None and screen.cancel is None)
        tabs = screen.query_one("#narrow-tabs", PaneTabs)
        for name, _ in PANES:
            x = next(x for x in range(80) if tabs._pane_at(x) == name)
            await pilot.click(tabs, offset=(x + 1, 0))
            await pilot.pause()
            assert screen.pane == name
            assert in_sight(screen, BODIES[name])
        await pilot.click("#run-button")
        await until(pilot, lambda: "Exit code 0" in str(screen.run_pane.query_one("#run-end").render()))
        await pilot.click("TitleLine", offset=(3, 0))  # back to the lessons
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))


async def test_resizing_keeps_the_pane_and_the_text(open_app, enter, build, lesson):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(lesson.solution)
        await build(pilot, screen)
        await pilot.press("f4")
        pane = screen.pane
        for size in [(80, 24), (60, 20), (100, 30), (61, 21), (200, 60), (60, 20), (120, 40)]:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert screen.pane == pane
            assert in_sight(screen, BODIES[pane]), size
        assert screen.editor.text == lesson.solution


async def test_a_pane_can_have_the_whole_screen_and_give_it_back(open_app, enter):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.action_pane("lesson")
        await pilot.pause()
        await pilot.press("f6")
        await pilot.pause()
        assert screen.query_one("#lesson-pane").size.width > 100
        assert not screen.query_one("#editor").is_on_screen
        await pilot.press("escape")
        await pilot.pause()
        assert screen.query_one("#editor").is_on_screen


async def test_the_palette_offers_every_action_that_has_an_explanation(open_app, enter):
    from tutor.ui.keys import deeds_here
    from tutor.ui.palette import Actions

    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        await pilot.press("f2")
        await pilot.pause()
        provider = Actions(screen)
        offered = {str(hit.display) async for hit in provider.discover()}
        assert {"Build", "Run", "Hint", "Compare", "Solution", "Theme", "Quit", "Quiz", "Zoom"} <= offered
        for group in deeds_here(screen):
            assert {deed.binding.description for deed in group if deed.binding.tooltip} <= offered


async def test_the_theme_is_remembered(open_app, until):
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        app.theme = "distill-light"
        await until(pilot, lambda: all(w.is_finished for w in app.workers if w.group == "settings"))
        await pilot.pause()
    assert open_app().theme == "distill-light"


async def test_every_binding_of_ours_has_an_id_and_none_is_told_twice(open_app, enter):
    from tutor.ui.keys import deeds_here

    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        seen: dict[str, str] = {}
        for group in deeds_here(screen):
            for deed in group:
                for key in deed.keys:
                    assert seen.setdefault(key, deed.told) == deed.told, f"{key} does two things"
