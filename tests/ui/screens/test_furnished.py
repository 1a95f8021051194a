"""A lesson's first frame comes before all of its panes do; nobody can tell by what they press."""

from __future__ import annotations

import asyncio
import gc

import pytest
from textual import events

from tutor.ui.screens.furnished import Furnished
from tutor.ui.screens.lesson import LessonScreen

REAL_FURNISH = Furnished.furnish


@pytest.fixture
def slow(monkeypatch):
    """Panes that are only mounted when the test says so."""
    held: list[Furnished] = []
    furnish = Furnished.furnish

    async def wait(self):
        held.append(self)

    monkeypatch.setattr(Furnished, "furnish", wait)
    return lambda: furnish(held.pop())


async def shown(pilot, app, until):
    await until(pilot, lambda: isinstance(app.screen, LessonScreen) and app.screen.seen_from is not None)
    await pilot.pause(0.05)
    return app.screen


async def test_the_first_frame_has_no_pane_that_is_not_to_be_seen(open_app, until, slow):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await shown(pilot, app, until)
        assert not screen.furnished
        assert screen.query_one("#files").region
        assert screen.editor.code.has_focus
        assert not screen.query("#log, #run, #bytes, #layers, #graph")
        await slow()
        for pane in ("log", "run", "bytes", "layers", "graph"):
            assert screen.query_one(f"#{pane}")


@pytest.mark.parametrize("key", ["f5", "f8", "5", "alt+9", "f10"])
async def test_a_key_that_comes_too_early_waits_for_its_pane(open_app, until, slow, key):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await shown(pilot, app, until)
        app.post_message(events.Key(key, key if len(key) == 1 else None))
        await asyncio.sleep(0.05)
        assert not screen.furnished
        await slow()
        await pilot.pause()
        assert app._exception is None


async def test_who_asks_for_all_panes_while_they_are_mounted_gets_all(open_app, until, slow):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await shown(pilot, app, until)
        furnish = slow()  # by somebody who began a moment before
        first, second = asyncio.create_task(furnish), asyncio.create_task(REAL_FURNISH(screen))
        await second
        assert screen.query("#layers, #run, #bytes")
        assert first.done()


async def test_a_key_that_answers_the_first_frame_at_once_is_taken(open_app, until, monkeypatch):
    monkeypatch.setattr(LessonScreen, "wait_to_be_seen", lambda self: None)  # it comes that late
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await shown(pilot, app, until)
        screen._furnished.set()
        app.post_message(events.Key("x", "x"))
        await until(pilot, lambda: screen.editor.text.startswith("x"))


async def test_what_was_typed_early_is_not_lost(open_app, until, slow):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await shown(pilot, app, until)
        text = screen.editor.text
        for letter in "# a":
            app.post_message(events.Key(letter, letter))
        await slow()
        await until(pilot, lambda: screen.editor.text != text)
        await pilot.pause()
        assert screen.editor.text == "# a" + text


async def test_who_comes_back_to_the_log_sees_it_in_the_first_frame(open_app, enter, until, build):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        await build(pilot, screen)
        screen.action_pane("log")
        await pilot.pause()
        screen.action_home()
        await until(pilot, lambda: app.screen is not screen)
        app.open_lesson("3")
        again = await shown(pilot, app, until)
        assert again.furnished
        assert again.query_one("#log-body").display


async def test_no_garbage_is_looked_for_until_the_screen_is_there(open_app, until, slow):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        await shown(pilot, app, until)
        assert not gc.isenabled()
        await slow()
        assert gc.isenabled()


async def test_a_screen_that_is_left_before_it_is_there_gives_the_collector_back(open_app, until, slow):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await shown(pilot, app, until)
        screen.dismiss()
        await until(pilot, lambda: not screen.is_attached)
        assert gc.isenabled()
