"""A lesson that opens by itself, and keys that were meant for the list of lessons before it."""

from __future__ import annotations

import pytest
from textual import events
from textual.message import Message

from tutor.ui.app import DistillApp
from tutor.ui.places import Place, keep_place, places_path
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.widgets.title_line import TitleLine


@pytest.fixture
def left_in_the_editor(home, lesson):
    keep_place(places_path(), lesson.slug, Place("editor"), lesson=lesson.slug)


async def test_the_list_says_which_lesson_is_about_to_open(open_app, left_in_the_editor, monkeypatch):
    monkeypatch.setattr(DistillApp, "load_course", lambda app: None)  # it takes for ever
    app = open_app()
    async with app.run_test(size=(120, 40)):
        assert app.screen.query_one(TitleLine).middle == "opening a second from …"


async def test_the_list_says_so_no_more_when_the_lesson_was_opened(open_app, left_in_the_editor, until):
    app = open_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, LessonScreen))
        home = next(one for one in app.screen_stack if isinstance(one, HomeScreen))
        await until(pilot, lambda: "opening" not in home.query_one(TitleLine).middle)


async def test_it_stays_closed_when_somebody_pressed_a_key_at_home(open_app, left_in_the_editor, until):
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.post_message(events.Key("down", None))
        await until(pilot, lambda: app.course is not None)
        await pilot.pause(0.3)
        assert isinstance(app.screen, HomeScreen)
        assert "opening" not in app.screen.query_one(TitleLine).middle


async def test_what_is_typed_before_its_first_frame_is_not_put_into_the_text(
    open_app, left_in_the_editor, enter, monkeypatch
):
    drawn_when_opened = []
    opened = LessonScreen.opened

    def noted(screen: LessonScreen) -> None:
        drawn_when_opened.append(bool(screen.query_one(TitleLine).region))
        opened(screen)

    monkeypatch.setattr(LessonScreen, "opened", noted)
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.focus()
        await pilot.pause()
        before = screen.editor.text
        assert drawn_when_opened == [True]
        for key, character in (("c", "c"), ("x", "x"), ("delete", None), ("backspace", None)):
            late = events.Key(key, character)
            late.time = screen.seen_from + (0.1 if character else -0.1)  # as a frame takes time to be seen
            app.post_message(late)
        await pilot.pause(0.1)
        assert screen.editor.text == before
        now = events.Key("x", "x")
        now.time = Message().time + 1
        app.post_message(now)
        await pilot.pause(0.1)
        assert screen.editor.text != before
