"""Bursts of keys, as a terminal sends them that was held up, do one thing."""

from __future__ import annotations

from textual.command import CommandPalette
from textual.events import Key
from textual.widgets import OptionList

from tutor.ui.screens.asking import AskScreen
from tutor.ui.screens.compare_pick import PickSide
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.screens.opening import FolderScreen


async def test_an_answer_given_twice_leaves_the_screen_below(open_app, enter):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        answers = []
        app.push_screen(AskScreen("Really?", "It is a test.", yes="Yes", no="No"), answers.append)
        await pilot.pause()
        for _ in range(3):
            app.post_message(Key("y", "y"))
        await pilot.pause()
        assert app.screen is screen
        assert answers == [True]


async def test_a_command_chosen_twice_is_carried_out_once(open_app, enter, until, monkeypatch):
    done = []
    monkeypatch.setattr(LessonScreen, "action_before_after", lambda _: done.append(1), raising=True)
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        await pilot.press("f2")
        await until(pilot, lambda: CommandPalette.is_open(app))
        await pilot.press(*"after")
        commands = app.screen.query_one(OptionList)
        await until(
            pilot, lambda: commands.option_count and "Before and after" in str(commands.options[0].prompt)
        )
        await until(pilot, lambda: commands.highlighted == 0)
        for _ in range(3):
            app.post_message(Key("enter", "\r"))
        await until(pilot, lambda: app.screen is screen)
        await pilot.pause()
        assert app.screen is screen
        assert len(done) == 1


async def test_a_user_that_does_not_exist_is_no_archive(open_app, enter, until):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        await enter(pilot, app)
        await pilot.press("f10")
        await until(pilot, lambda: isinstance(app.screen, PickSide))
        await pilot.press(*"~nobody-at-all/x.tar")
        picker = app.screen
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen is picker
        assert "no file ~nobody-at-all/x.tar" in str(picker.query_one("#pick-note").render())


async def test_no_page_is_turned_where_no_line_has_room(open_app, enter, until):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        await enter(pilot, app)
        await pilot.press("f10")
        await until(pilot, lambda: isinstance(app.screen, PickSide))
        picks = app.screen.query_one("#pick-list", OptionList)
        picks.styles.height = 0
        await pilot.press("a")
        await pilot.pause()
        assert not picks.scrollable_content_region
        await pilot.press("pageup", "pagedown")
        assert app.is_running


async def test_a_dialog_closed_in_the_moment_it_opens_goes_quietly(open_app, enter, until):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        app.push_screen(FolderScreen())
        app.screen.dismiss(None)
        await until(pilot, lambda: app.screen is screen)
        await pilot.pause()
        assert app.is_running


async def test_a_page_of_commands_is_not_turned_before_the_list_has_its_place(open_app, enter, until):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        await enter(pilot, app)
        await pilot.press("f2")
        await until(pilot, lambda: CommandPalette.is_open(app))
        commands = app.screen.query_one(OptionList)
        await until(pilot, lambda: commands.option_count and commands.highlighted is not None)
        commands.styles.height = 0
        await until(pilot, lambda: not commands.scrollable_content_region.height)
        for key in ("pagedown", "pageup"):
            await pilot.press(key)
        assert app._exception is None
        assert CommandPalette.is_open(app)
