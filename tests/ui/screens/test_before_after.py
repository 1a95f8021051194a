"""The start of a lesson beside the last build."""

from __future__ import annotations

from tutor.engine import BuildRequest
from tutor.ui.screens.compare import CompareScreen


async def test_one_key_sets_the_start_beside_the_last_build(open_app, enter, build, until, lesson, engine):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(lesson.solution)
        await build(pilot, screen)
        screen.editor.focus()
        await pilot.press("alt+d")
        await until(pilot, lambda: isinstance(app.screen, CompareScreen) and app.screen.head.compared)
        head = str(app.screen.head.render())
        assert "the start" in head
        assert "stage-1" in head
        last: BuildRequest = engine.requests[-1]
        assert last.dockerfile == lesson.start, "it was never built, so it is built beside"
        assert last.aside


async def test_a_start_that_was_built_is_not_built_again(open_app, enter, build, until, lesson, engine):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        await build(pilot, screen)
        screen.editor.load(lesson.solution)
        await build(pilot, screen)
        await pilot.press("alt+d")
        await until(pilot, lambda: isinstance(app.screen, CompareScreen) and app.screen.head.compared)
        assert "build 1, " in str(app.screen.head.render())
        assert len(engine.requests) == 2


async def test_before_the_first_build_it_says_what_to_do(open_app, enter):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        await pilot.press("alt+d")
        assert app.screen is screen


async def test_a_build_that_ends_while_it_is_compared_is_offered_at_once(
    open_app, enter, build, until, lesson
):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        await build(pilot, screen)
        await pilot.press("f10")
        await until(pilot, lambda: isinstance(app.screen, CompareScreen) and app.screen.head.compared)
        compare = app.screen
        assert len([side for side in compare.offers() if side.kind == "stage"]) == 1
        screen.editor.load(lesson.solution)
        screen.begin_build(use_cache=True)
        await until(pilot, lambda: screen.cancel is None)
        await until(pilot, lambda: len([side for side in compare.offers() if side.kind == "stage"]) == 2)
        assert app.screen is compare
