"""Leaving and coming back, and the very first start."""

from __future__ import annotations

import pytest

from tutor.ui.places import Place, keep_place, left_open, place_of, places_path
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.screens.opening import FolderScreen
from tutor.ui.screens.returning import Returning
from tutor.ui.screens.welcome import WelcomeScreen


async def test_an_app_that_was_killed_opens_the_same_lesson_at_the_same_line(open_app, enter, build, until):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        await build(pilot, screen)
        screen.action_pane("layers")
        screen.show_stage(0)
        await pilot.pause()
        screen.action_pane("editor")
        await pilot.pause()
        screen.editor.code.move_cursor((2, 3))
        key = screen.build_key
        await until(
            pilot,
            lambda: (
                (place := place_of(places_path(), key)) is not None
                and (place.pane, place.row, place.stage, place.result) == ("editor", 2, 0, "layers")
            ),
        )
    again = open_app()
    async with again.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, again)
        await until(pilot, lambda: screen.figures is not None)
        assert screen.lesson.number == 3
        assert screen.pane == "editor"
        assert screen.editor.code.cursor_location == (2, 3)
        assert screen._stage_index == 0
        assert screen.query_one("#results").current == "layers-body"
        await pilot.press("ctrl+l")
        await until(pilot, lambda: isinstance(again.screen, HomeScreen))
    assert left_open(places_path()) is None


@pytest.mark.parametrize("place", [Place("log"), Place("editor", result="log")])
@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_pane_that_does_not_come_in_time_is_not_gone_to(
    open_app, enter, until, monkeypatch, size, place
):
    app = open_app("3")
    async with app.run_test(size=size) as pilot:
        screen = await enter(pilot, app)
    keep_place(places_path(), screen.build_key, place, lesson="3")
    monkeypatch.setattr(Returning, "furnish", nothing_comes)
    again = open_app("3")
    async with again.run_test(size=size) as pilot:
        await until(pilot, lambda: isinstance(again.screen, LessonScreen) and again.screen.was_drawn)
        await pilot.pause()
        assert again.is_running
        assert again.screen.pane != "log"


async def nothing_comes(screen) -> None:
    """As when mounting takes longer than anybody waits."""


async def test_who_left_from_the_list_of_lessons_comes_back_to_it(open_app, enter, until):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        await enter(pilot, app)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
    again = open_app()
    async with again.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: again.course is not None)
        await pilot.pause()
        assert isinstance(again.screen, HomeScreen)


async def test_what_a_late_thread_keeps_does_not_open_a_lesson_that_was_left(open_app, enter, until):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        place = screen.place
        await until(pilot, lambda: left_open(places_path()) is not None)
        screen.went_home()
        await screen._keep(place).wait()
        assert left_open(places_path()) is None


async def test_the_first_start_in_any_home_asks_how_to_begin_and_the_second_does_not(open_app, until):
    places_path().unlink()
    app = open_app()
    async with app.run_test(size=(60, 20)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, WelcomeScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
    again = open_app()
    async with again.run_test(size=(60, 20)) as pilot:
        await until(pilot, lambda: again.course is not None)
        await pilot.pause()
        assert isinstance(again.screen, HomeScreen)
        again.action_welcome()
        await until(pilot, lambda: isinstance(again.screen, WelcomeScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(again.screen, LessonScreen))
        assert again.screen.lesson.number == 1


async def test_the_first_choice_leads_to_an_own_project_too(open_app, until):
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.course is not None)
        app.action_welcome()
        await until(pilot, lambda: isinstance(app.screen, WelcomeScreen))
        await pilot.press("2")
        await until(pilot, lambda: isinstance(app.screen, FolderScreen))


async def test_escape_leaves_a_lesson_only_when_it_is_pressed_twice(open_app, enter, until):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        screen.action_pane("lesson")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is screen
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_escape_never_leaves_the_text_so_that_nothing_typed_after_it_is_lost(
    size, open_app, enter, until
):
    app = open_app("3")
    async with app.run_test(size=size) as pilot:
        screen = await enter(pilot, app)
        screen.action_pane("editor")
        await pilot.pause(0.4)
        await pilot.press("ctrl+end", "escape", "escape", *"# mine")
        assert (app.screen, screen.pane) == (screen, "editor")
        assert screen.editor.text.endswith("# mine")
        assert any("Esc stays in the text" in one.message for one in app._notifications)


async def test_escape_drops_what_is_selected(open_app, enter):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.action_pane("editor")
        await pilot.pause(0.4)
        await pilot.press("shift+right", "shift+right", "escape")
        assert screen.editor.code.selected_text == ""
        assert screen.editor.code.cursor_location == (0, 2)


async def test_whoever_types_beside_the_text_is_told_where_it_is(open_app, enter):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.action_pane("lesson")
        await pilot.pause(0.4)
        await pilot.press(*"jjjj", *"RU")
        assert not app._notifications
        await pilot.press("N")
        await pilot.pause()
        assert any("Nothing is written here" in one.message for one in app._notifications)


async def test_a_question_is_answered_by_number_and_never_by_an_enter_too_many(open_app, enter, until):
    from tutor.ui.screens.quiz import QuizScreen

    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        await pilot.press("ctrl+t")
        await until(pilot, lambda: isinstance(app.screen, QuizScreen))
        await pilot.press("enter")
        await pilot.pause()
        assert not app.screen.query_one("#explanation").display
        await pilot.press(str(screen.lesson.quiz.answer + 1))
        await pilot.pause()
        assert "Right." in str(app.screen.query_one("#explanation").render())


async def test_what_is_typed_after_a_run_is_no_argument(open_app, enter, build, until):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        await build(pilot, screen)
        before = screen.run_pane.query_one("#run-arguments").value
        await pilot.press("f8")
        await until(pilot, lambda: screen.cancel is None and screen.pane == "run")
        await pilot.press("3")
        await pilot.pause()
        assert screen.pane == "editor"
        assert screen.run_pane.query_one("#run-arguments").value == before
