"""Building by itself what was saved."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from tutor.ui.screens import on_save


@pytest.fixture
def saving(open_app, monkeypatch):
    monkeypatch.setattr(on_save, "PAUSE_SECONDS", 0.05)
    app = open_app("3")
    app.settings = replace(app.settings, build_on_save=True)
    return app


async def test_a_pause_builds_once_and_a_text_that_does_not_parse_builds_nothing(
    saving, enter, until, engine, lesson
):
    async with saving.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, saving)
        screen.editor.load("FROM scratch\nCOPPY a b\n")
        await pilot.pause(0.8)
        assert engine.requests == []
        screen.editor.load(lesson.solution)
        await until(pilot, lambda: screen.result is not None and screen.cancel is None)
        await pilot.pause(0.5)
        assert [request.dockerfile for request in engine.requests] == [lesson.solution]
        assert saving.screen is screen, "nothing comes before the one who types"


async def test_a_newer_text_stops_the_build_of_the_older_one_and_is_built_then(
    saving, enter, until, engine, lesson
):
    engine.hold = threading.Event()
    async with saving.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, saving)
        screen.editor.load(lesson.start + "# one\n")
        await until(pilot, lambda: len(engine.requests) == 1 and screen.live is not None)
        screen.editor.load(lesson.start + "# two\n")
        await until(pilot, lambda: len(engine.requests) == 2)
        engine.hold.set()
        await until(pilot, lambda: screen.cancel is None and screen.result is not None)
        assert engine.requests[-1].dockerfile.endswith("# two\n")
        assert screen._result_text.endswith("# two\n")


async def test_a_failed_build_that_nobody_asked_for_leaves_the_cursor_where_it_is(
    saving, enter, until, lesson
):
    async with saving.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, saving)
        screen.editor.goto(1)
        screen.editor.load(lesson.solution.replace("--from=build", "--from=biuld"))
        await until(pilot, lambda: screen.causes.trouble is not None)
        assert screen.editor.line == 1


async def test_a_key_turns_it_on_and_off(open_app, enter):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        await enter(pilot, app)
        await pilot.press("alt+s")
        assert app.settings.build_on_save
        await pilot.press("alt+s")
        assert not app.settings.build_on_save


async def test_the_editors_title_says_that_it_is_on(open_app, enter):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        screen.action_pane("editor")
        await pilot.pause()
        heading = screen.editor._heading
        assert "builds on save" not in str(heading.render())
        await pilot.press("alt+s")
        assert "builds on save" in str(heading.render())
        screen.action_home()
        await pilot.pause()
        app.open_lesson("3")
        again = await enter(pilot, app)
        assert "builds on save" in str(again.editor._heading.render())
