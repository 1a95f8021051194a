"""Keys take effect in the order in which they were typed, however fast they come."""

from __future__ import annotations

from typing import Any

import pytest
from textual import events
from textual._xterm_parser import XTermParser
from textual.pilot import Pilot


async def burst(pilot: Pilot[None], *keys: str | tuple[str, str]) -> None:
    """Post all keys before the first of them is handled, as a terminal does that was held up."""
    for key in keys:
        name, character = key if isinstance(key, tuple) else (key, key if len(key) == 1 else None)
        pilot.app.post_message(events.Key(name, character))
    await pilot.pause(0.2)


async def test_letters_do_not_overtake_the_cursor_keys_before_them(editor_app: Any):
    app = editor_app("one\ntwo\nthree\nfour")
    async with app.run_test(size=(80, 20)) as pilot:
        await burst(pilot, "down", "down", "end", "X", "home", "Y", "up", "Z")
        assert app.editor.text == "one\ntZwo\nYthreeX\nfour"


async def test_letters_do_not_overtake_what_takes_text_away(editor_app: Any):
    app = editor_app("one\ntwo")
    async with app.run_test(size=(80, 20)) as pilot:
        await burst(pilot, "end", "a", "b", "backspace", "c", "enter", "d", "e", "left", "delete", "f")
        assert app.editor.text == "oneac\ndf\ntwo"


async def test_letters_do_not_overtake_undo_and_commenting(editor_app: Any):
    app = editor_app("one")
    async with app.run_test(size=(80, 20)) as pilot:
        await burst(pilot, "end", "ctrl+underscore", "X", "ctrl+z", "Y")
        assert app.editor.text == "# oneY"


async def test_letters_do_not_overtake_the_step_to_the_next_problem(editor_app: Any, settled: Any):
    app = editor_app("FROM golang:1.27\nUSER 1\nBOO\n")
    async with app.run_test(size=(80, 20)) as pilot:
        await settled(pilot)
        lines = [problem.lines.first for problem in app.editor.problems if problem.lines.first > 1]
        await burst(pilot, ("alt+n", "n"), "X")
        assert app.editor.text.splitlines()[lines[0] - 1].startswith("X")


@pytest.mark.parametrize("key", ["alt+n", "alt+p", "alt+y", "alt+shift+y", "ctrl+alt+y", "super+j"])
async def test_a_letter_with_a_modifier_is_not_put_into_the_text(editor_app: Any, key: str):
    app = editor_app("FROM a")
    async with app.run_test(size=(80, 20)) as pilot:
        await burst(pilot, (key, key[-1]))
        assert app.editor.text == "FROM a"


def test_alt_with_a_letter_is_recognised_however_soon_the_next_key_comes():
    events_told = XTermParser().feed("\x1bn\x1bn\x1bp\x1b[AX\x1bm")
    told = [event.key for event in events_told if isinstance(event, events.Key)]
    assert told == ["alt+n", "alt+n", "alt+p", "up", "X", "alt+m"]


async def test_a_plus_is_put_into_the_text(editor_app: Any):
    app = editor_app("")
    async with app.run_test(size=(80, 20)) as pilot:
        await burst(pilot, ("plus", "+"), ("space", " "), ("shift+a", "A"))
        assert app.editor.text == "+ A"


async def test_a_key_of_the_keymap_is_acted_on_in_its_turn(editor_app: Any):
    app = editor_app("one\ntwo")
    async with app.run_test(size=(80, 20)) as pilot:
        app.set_keymap({"editor.document-end": "f9"})
        await burst(pilot, "f9", "X", "ctrl+end", "home", "Y")
        assert app.editor.text == "one\nYtwoX"


async def test_ctrl_home_and_ctrl_end_go_to_the_ends_of_the_text(editor_app: Any):
    app = editor_app("one\ntwo\nthree")
    async with app.run_test(size=(80, 20)) as pilot:
        await burst(pilot, "ctrl+end")
        assert app.editor.code.cursor_location == (2, 5)
        await burst(pilot, "ctrl+home")
        assert app.editor.code.cursor_location == (0, 0)
        await burst(pilot, "ctrl+shift+end")
        assert app.editor.code.selected_text == "one\ntwo\nthree"


async def test_keys_that_the_editor_does_not_know_reach_the_screen(editor_app: Any):
    app = editor_app("one")
    async with app.run_test(size=(80, 20)) as pilot:
        reached: list[str] = []
        app.bind("f8", "reach")
        app.action_reach = lambda: reached.append("f8")
        await burst(pilot, "f8")
        assert reached == ["f8"]


async def test_cursor_keys_work_where_the_text_is_read_only(editor_app: Any):
    app = editor_app("one\ntwo")
    async with app.run_test(size=(80, 20)) as pilot:
        app.editor.code.read_only = True
        await burst(pilot, "down", "X", "enter", "end")
        assert app.editor.code.cursor_location == (1, 3)
        assert app.editor.text == "one\ntwo"
