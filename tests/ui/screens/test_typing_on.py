"""Who types on while it builds is left where they are: no cursor jumps, and nothing comes over the text."""

from __future__ import annotations

import threading

import pytest

from tutor.ui.screens.lesson import LessonScreen


@pytest.fixture
def building(enter, until, engine):
    """A build in the middle, with the cursor at the end of the text; and how to end it."""

    async def begun(pilot, app, text) -> LessonScreen:
        engine.hold = threading.Event()
        screen = await enter(pilot, app)
        screen.editor.load(text)
        screen.editor.focus()
        await pilot.press("ctrl+end", "f5")
        await until(pilot, lambda: "built" in screen.build_log.plain)
        return screen

    async def ended(pilot, screen) -> None:
        engine.hold.set()
        await until(pilot, lambda: screen.cancel is None)
        await until(
            pilot, lambda: all(one.is_finished for one in pilot.app.workers if one.group == "progress")
        )
        await pilot.pause(0.1)

    return begun, ended


async def test_a_build_that_fails_leaves_the_cursor_where_somebody_types(open_app, building, lesson):
    begun, ended = building
    app = open_app("3")
    broken = lesson.solution.replace("--from=build /", "--from=build /not/")
    assert broken != lesson.solution
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await begun(pilot, app, broken)
        await pilot.press(*"# a no")
        await ended(pilot, screen)
        assert screen.causes.trouble.line == 7
        await pilot.press(*"te")
        assert screen.editor.text == broken + "# a note"


async def test_the_cursor_stays_in_the_line_that_failed(open_app, enter, build, lesson):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(lesson.solution.replace("--from=build", "--from=biuld"))
        screen.editor.goto(7, 12)
        await build(pilot, screen)
        assert screen.editor.code.cursor_location == (6, 12)


async def test_what_was_learnt_is_not_shown_over_the_text_of_somebody_who_types(open_app, building, lesson):
    begun, ended = building
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await begun(pilot, app, lesson.solution)
        await pilot.press(*"# a b")
        await ended(pilot, screen)
        assert screen.goals.all_green
        assert app.screen is screen
        await pilot.press(*"ig")
        assert screen.editor.text == lesson.solution + "# a big"
