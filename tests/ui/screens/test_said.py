"""What the screens say of a key that was pressed."""

from __future__ import annotations

from tutor.ui.screens.home import HomeScreen


def said(app) -> list[str]:
    return [one.message for one in app._notifications]


async def test_who_goes_back_to_the_lessons_is_no_longer_told_how(open_app, enter, until):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        screen.action_pane("lesson")
        await pilot.pause()
        await pilot.press("escape")
        assert any("once more goes back" in one for one in said(app))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert not any("once more goes back" in one for one in said(app))


async def test_who_looks_for_an_engine_is_told_what_was_found(open_app, until):
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, HomeScreen) and app.engine_state.engine)
        assert not said(app)
        await pilot.press("r")
        await until(pilot, lambda: said(app))
        assert said(app) == [f"Found {app.engine_state.name}."]


async def test_f7_says_that_a_pane_has_the_whole_narrow_screen(open_app, enter):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        screen.action_pane("lesson")
        await pilot.pause()
        await pilot.press("f7")
        assert any("whole screen already" in one for one in said(app))
