"""Little motion, no colours, and terminals of any size."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from textual.events import Resize
from textual.geometry import Size
from textual.widgets import Input

from tutor.ui import signs
from tutor.ui.screens.compare import CompareScreen
from tutor.ui.screens.fitted import LEAST_HEIGHT, LEAST_WIDTH, TooSmall
from tutor.ui.settings import Settings, settings_path

SEED = 6
SIZES = ((20, 5), (30, 8), (39, 30), (60, 20), (80, 24), (99, 40), (100, 24), (120, 40), (200, 60))
STATES = (
    "DONE",
    "FAILED",
    "OPEN",
    "STARTED",
    "UNKNOWN",
    "RUNNING",
    "CACHED",
    "RECORDED",
    "SKIPPED",
    "WARNING",
)


def lines(app) -> str:
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


async def test_reduced_motion_lights_nothing_up_and_lets_nothing_blink(open_app, enter, until):
    replace(Settings(), reduced_motion=True).save(settings_path())
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        assert app.animation_level == "none"
        screen.editor.flash(2)
        assert screen.editor.code._flashed is None
        screen.action_pane("run")
        await until(pilot, lambda: isinstance(app.focused, Input) and not app.focused.cursor_blink)


async def test_motion_is_there_unless_it_is_not_wanted(open_app, enter):
    app = open_app("3")
    app.animation_level = "full"
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.flash(2)
        assert screen.editor.code._flashed == 2


async def test_every_state_is_told_without_colour(open_app, enter, build, lesson, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        screen.action_pane("goals")
        await pilot.pause()
        assert signs.OPEN in lines(app)
        screen.editor.load(lesson.solution)
        await build(pilot, screen)
        screen.action_pane("goals")
        await pilot.pause()
        assert signs.DONE in lines(app)


def test_signs_of_states_differ_and_are_one_cell_wide():
    from rich.cells import cell_len

    told = [getattr(signs, state) for state in STATES]
    assert len(set(told)) == len(told)
    assert all(cell_len(sign) == 1 for sign in told)


@pytest.mark.parametrize("where", ["home", "lesson", "compare"])
async def test_a_storm_of_sizes_leaves_the_layout_right(where, open_app, enter, build, until, lesson):
    app = open_app(None if where == "home" else "3")
    random_sizes = random.Random(SEED)
    async with app.run_test(size=(80, 24)) as pilot:
        if where != "home":
            screen = await enter(pilot, app)
            if where == "compare":
                screen.editor.load(lesson.solution)
                await build(pilot, screen)
                await pilot.press("f10")
                await until(pilot, lambda: isinstance(app.screen, CompareScreen))
        for _ in range(200):
            size = Size(*random_sizes.choice(SIZES))
            app.post_message(Resize(size, size))  # many at once, as when a window is dragged
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert not app.screen.query_one(TooSmall).is_on_screen
        assert app.screen.has_class("-wide")
        assert not app.screen.has_class("-narrow")
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert app.screen.has_class("-narrow")
        assert app.screen.size == (60, 20)
        await pilot.resize_terminal(LEAST_WIDTH - 1, LEAST_HEIGHT)
        await pilot.pause()
        assert "Too small" in lines(app)


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_the_key_of_the_help_is_always_at_the_foot(size, open_app, enter, build, lesson):
    app = open_app("3")
    async with app.run_test(size=size) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(lesson.solution)
        await build(pilot, screen)
        for pane, _ in screen.panes:
            screen.action_pane(pane)
            await pilot.pause()
            await pilot.pause()
            assert "F1 Help" in lines(app).splitlines()[-1], pane


async def test_the_editor_s_list_stays_with_the_cursor_when_the_terminal_grows(open_app, enter, until):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        screen.action_pane("editor")
        await pilot.pause()
        await pilot.press("ctrl+end", *"CO")
        await until(pilot, lambda: screen.editor.popup.is_open)
        await pilot.resize_terminal(120, 40)
        await until(pilot, lambda: screen.editor.popup.region.x >= screen.editor.region.x > 0)
        assert screen.editor.popup.region.y == screen.editor.code.cursor_screen_offset.y + 1
