"""Quick fixes, meanings, and the names of stages, at the keyboard."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from textual._xterm_parser import XTermParser
from textual.pilot import Pilot
from textual.widgets import Input

from tutor.ui.editor.popup import Popup

STAGES = "FROM golang:1.27 AS build\nRUN make\nFROM scratch\nCOPY --from=build /a /a\n"


def press_of(sequence: str) -> list[str]:
    return [event.key for event in XTermParser().feed(sequence)]


async def until(pilot: Pilot[None], happened: Any) -> None:
    async with asyncio.timeout(15):
        while not happened():
            await pilot.pause(0.02)
    await pilot.pause()


TWO_FIXES = "FROM a AS build\nFROM scratch\nCOPY --from=biuld --chwn=1 a b\n"


@pytest.mark.parametrize("key", ["alt+enter", "alt+x"])
async def test_the_only_fix_is_made_at_once_told_and_undone_as_one_step(editor_app: Any, key: str):
    app = editor_app("FRUM scratch\n")
    async with app.run_test(size=(80, 20)) as pilot:
        await pilot.press(key)
        await until(pilot, lambda: app.editor.text == "FROM scratch\n")
        assert not app.query_one(Popup).is_open
        assert "Done: Write FROM. Ctrl+Z takes it back." in [one.message for one in app._notifications]
        await pilot.press("ctrl+z")
        assert app.editor.text == "FRUM scratch\n"
        await pilot.press("ctrl+y")
        assert app.editor.text == "FROM scratch\n"


async def test_of_several_fixes_enter_makes_one(editor_app: Any):
    app = editor_app(TWO_FIXES)
    async with app.run_test(size=(80, 20)) as pilot:
        app.editor.goto(3)
        popup = app.query_one(Popup)
        await pilot.press("alt+x")
        await until(pilot, lambda: popup.is_open)
        assert [row.label for row in popup.rows] == ["Write build, a stage above", "Write --chown"]
        await pilot.press("enter")
        assert "--from=build " in app.editor.text
        assert not popup.is_open


async def test_escape_leaves_the_line_as_it_is(editor_app: Any):
    app = editor_app(TWO_FIXES)
    async with app.run_test(size=(80, 20)) as pilot:
        app.editor.goto(3)
        await pilot.press("alt+x")
        await until(pilot, lambda: app.query_one(Popup).is_open)
        await pilot.press("escape")
        assert not app.query_one(Popup).is_open
        assert app.editor.text == TWO_FIXES
        assert app.editor.code.has_focus


async def test_a_line_without_a_fix_says_so(editor_app: Any):
    app = editor_app("FROM scratch\n")
    async with app.run_test(size=(80, 20)) as pilot:
        await pilot.press("alt+x")
        await until(pilot, lambda: app._notifications)
        assert not app.query_one(Popup).is_open


def test_alt_enter_is_recognised_however_soon_the_next_key_comes(editor_app: Any):
    assert press_of("\x1b\rX") == ["alt+enter", "X"]


async def test_a_key_says_what_the_flag_under_the_cursor_means_and_any_key_closes_it(editor_app: Any):
    app = editor_app(STAGES)
    async with app.run_test(size=(80, 20)) as pilot:
        app.editor.goto(4, 8)
        await pilot.press("alt+i")
        await pilot.pause()
        card = app.editor.card
        assert card.is_open
        said = str(card.render())
        assert said.startswith("--from=STAGE|IMAGE\n")
        assert not card.region.y <= app.editor.code.cursor_screen_offset.y < card.region.bottom
        await pilot.press("X")
        assert not card.is_open
        assert "X" in app.editor.text


async def test_escape_closes_the_meaning_and_stays_in_the_text(editor_app: Any):
    app = editor_app(STAGES)
    async with app.run_test(size=(80, 20)) as pilot:
        await pilot.press("alt+i", "escape")
        assert not app.editor.card.is_open
        assert app.editor.code.has_focus


async def test_the_mouse_on_an_instruction_tells_what_it_means_and_on_its_words_nothing(editor_app: Any):
    app = editor_app(STAGES)
    async with app.run_test(size=(80, 20)) as pilot:
        code = app.editor.code
        await pilot.hover(code, offset=(code.gutter_width + 1, 3))
        assert str(code.tooltip).startswith("COPY [--from")
        await pilot.hover(code, offset=(code.gutter_width + 7, 3))
        assert str(code.tooltip).startswith("--from=")
        await pilot.hover(code, offset=(code.gutter_width + 20, 3))
        assert code.tooltip is None


async def test_a_name_leads_to_its_stage_and_back(editor_app: Any):
    app = editor_app(STAGES)
    async with app.run_test(size=(80, 20)) as pilot:
        app.editor.goto(4, 14)
        await pilot.press("alt+g")
        assert app.editor.code.cursor_location == (0, len("FROM golang:1.27 AS "))
        await pilot.press("alt+j")
        assert app.editor.code.cursor_location == (3, 14)


async def test_a_from_leads_to_where_its_stage_is_used(editor_app: Any):
    app = editor_app(STAGES)
    async with app.run_test(size=(80, 20)) as pilot:
        await pilot.press("alt+g")
        assert app.editor.line == 4


async def test_a_stage_is_renamed_everywhere_in_one_step(editor_app: Any):
    app = editor_app(STAGES)
    async with app.run_test(size=(80, 20)) as pilot:
        app.editor.goto(4, 14)
        await pilot.press("alt+r")
        await until(pilot, lambda: app.screen.query("#rename-name"))
        app.screen.query_one(Input).value = "maker"
        await pilot.press("enter")
        await until(pilot, lambda: app.editor.text != STAGES)
        assert app.editor.text == STAGES.replace("AS build", "AS maker").replace("from=build", "from=maker")
        await pilot.press("ctrl+z")
        assert app.editor.text == STAGES


async def test_a_name_that_cannot_be_had_is_not_taken_and_the_reason_is_told(editor_app: Any):
    app = editor_app(STAGES)
    async with app.run_test(size=(80, 20)) as pilot:
        await pilot.press("alt+r")
        await until(pilot, lambda: app.screen.query("#rename-name"))
        app.screen.query_one(Input).value = "9"
        await pilot.press("enter")
        await pilot.pause()
        assert "begins with a letter" in str(app.screen.query_one("#rename-said").render())
        await pilot.press("escape")
        assert app.editor.text == STAGES


async def test_undo_goes_across_a_reset_and_redo_back(editor_app: Any):
    app = editor_app("FROM a\n")
    async with app.run_test(size=(80, 20)) as pilot:
        await pilot.press("ctrl+end", *"USER 1")
        app.editor.load("FROM lesson\nRUN start\n")
        await pilot.press("ctrl+end", *"X")
        await pilot.press("ctrl+z")
        assert app.editor.text == "FROM lesson\nRUN start\n"
        await pilot.press("ctrl+z")
        assert app.editor.text == "FROM a\nUSER 1"
        await pilot.press("ctrl+z")
        assert app.editor.text == "FROM a\n"
        await pilot.press("ctrl+y", "ctrl+y", "ctrl+y")
        assert app.editor.text == "FROM lesson\nRUN start\nX"


async def test_a_problem_that_a_fix_mends_says_so_below_the_text(editor_app: Any, settled: Any):
    app = editor_app("FRUM scratch\nFROM golang AS a\n")
    async with app.run_test(size=(100, 20)) as pilot:
        await settled(pilot)
        status = app.editor.query_one("StatusLine")
        assert "Alt+X mends it" in str(status.render())
        await pilot.press("down")
        assert "Alt+X" not in str(status.render())
