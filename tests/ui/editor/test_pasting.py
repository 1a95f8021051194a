"""Pasted text: put in order, in one step, and never taken for keys."""

from __future__ import annotations

import time
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from tutor.ui.editor.pasting import MOST_PASTED, cleaned


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("a\r\nb\rc\n", "a\nb\nc\n"),
        ("RUN\u00a0a\u202fb", "RUN a b"),
        ("\ufeffFROM a\u200b", "FROM a"),
        ("a\u2028b", "a\nb"),
        ("RUN <<-E\n\ta\nE", "RUN <<-E\n\ta\nE"),
        ("\x1b[31mred\x07", "[31mred"),
    ],
)
def test_line_ends_blanks_and_invisible_characters_are_put_in_order(text: str, becomes: str):
    assert cleaned(text).text == becomes
    assert not cleaned(text).curly


def test_curly_quotes_stay_and_are_told():
    assert cleaned("CMD [\u201ca\u201d]").text == "CMD [\u201ca\u201d]"
    assert cleaned("CMD [\u201ca\u201d]").curly


async def paste(pilot: Pilot[None], text: str) -> None:
    pilot.app.post_message(events.Paste(text))
    await pilot.pause()


def told(app: Any) -> list[str]:
    return [one.message for one in app._notifications]


async def test_a_paste_of_many_lines_is_one_step_beside_what_was_typed(editor_app: Any):
    app = editor_app("")
    async with app.run_test(size=(80, 20)) as pilot:
        await pilot.press("x")
        await paste(pilot, "FROM a\r\nRUN b\r\n")
        await pilot.press("y")
        assert app.editor.text == "xFROM a\nRUN b\ny"
        await pilot.press("ctrl+z")
        assert app.editor.text == "xFROM a\nRUN b\n"
        await pilot.press("ctrl+z")
        assert app.editor.text == "x"
        await pilot.press("ctrl+y", "ctrl+y")
        assert app.editor.text == "xFROM a\nRUN b\ny"


async def test_a_paste_takes_the_place_of_the_selection_and_indents_nothing(editor_app: Any):
    app = editor_app("FROM a\nold")
    async with app.run_test(size=(80, 20)) as pilot:
        await pilot.press("down", "shift+end")
        await paste(pilot, "RUN a \\\n  b")
        assert app.editor.text == "FROM a\nRUN a \\\n  b"


async def test_pasted_tabs_and_line_ends_take_nothing_from_an_open_list(editor_app: Any):
    app = editor_app("FROM a\n")
    async with app.run_test(size=(80, 20)) as pilot:
        await pilot.press("ctrl+end", "c")
        await paste(pilot, "o\t\n")
        assert app.editor.text == "FROM a\nco\t\n"
        assert not app.editor.popup.is_open


async def test_curly_quotes_are_told_with_the_key_that_mends_them(editor_app: Any):
    app = editor_app("")
    async with app.run_test(size=(80, 20)) as pilot:
        await paste(pilot, "CMD [\u201ca\u201d]")
        assert "curly" in told(app)[0]
        assert "Alt+X" in told(app)[0]


async def test_far_too_much_is_refused_at_once_and_in_words(editor_app: Any):
    app = editor_app("FROM a")
    async with app.run_test(size=(80, 20)) as pilot:
        started = time.perf_counter()
        await paste(pilot, "x" * 5_000_000)
        assert time.perf_counter() - started < 2
        assert app.editor.text == "FROM a"
        assert "5.0 MB" in told(app)[0]
        await paste(pilot, "y" * MOST_PASTED)
        assert len(app.editor.text) == MOST_PASTED + 6


async def test_nothing_is_pasted_where_the_text_is_read_only(editor_app: Any):
    app = editor_app("FROM a")
    async with app.run_test(size=(80, 20)) as pilot:
        app.editor.code.read_only = True
        await paste(pilot, "x")
        assert app.editor.text == "FROM a"


async def test_a_paste_that_needed_a_scrollbar_is_undone_without_it(editor_app: Any):
    app = editor_app("FROM a\n" + "RUN b\n" * 7)
    async with app.run_test(size=(80, 20)) as pilot:
        code = app.editor.code
        await pilot.press("ctrl+end")
        before = app.editor.text
        await paste(pilot, "# pasted\n" * 40)
        assert code.show_vertical_scrollbar
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert app.editor.text == before
        assert not code.show_vertical_scrollbar
        await pilot.press("ctrl+y")
        await pilot.pause()
        assert app.editor.text == before + "# pasted\n" * 40
