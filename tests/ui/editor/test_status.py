from __future__ import annotations

from typing import Any

import pytest

LONG = 'FROM scratch\nUSER 1\nRUN ["a"]\nRUN ls\n'
"""Line 4 has a problem of some hundred and forty characters."""


def said(app: Any) -> list[str]:
    return [line.strip() for line in str(app.editor.query_one("StatusLine").render()).splitlines()]


def words_of(text: str) -> list[str]:
    return text.split()


@pytest.mark.parametrize("width", [31, 36, 45, 52, 60])
async def test_a_problem_wraps_at_words_where_the_line_is_too_short(
    editor_app: Any, settled: Any, width: int
):
    app = editor_app("FROM golang:1.27\nUSER 1\nFRUM x\n")
    async with app.run_test(size=(width, 24)) as pilot:
        await settled(pilot)
        app.editor.goto(3)
        await settled(pilot)
        lines = said(app)
        message = next(one.message for one in app.editor.problems if one.lines.first == 3)
        assert " ".join(words_of(message)) in " ".join(" ".join(lines).split())
        assert 2 <= len(lines) <= 3
        status = app.editor.query_one("StatusLine")
        assert status.size.height == len(lines)
        assert all(len(line) <= width - 2 for line in lines)


async def test_a_line_without_a_problem_takes_one_line_again(editor_app: Any, settled: Any):
    app = editor_app("FROM golang:1.27\nUSER 1\nFRUM x\n")
    async with app.run_test(size=(40, 24)) as pilot:
        await settled(pilot)
        await pilot.press("down", "down")
        await settled(pilot)
        assert app.editor.query_one("StatusLine").size.height > 1
        await pilot.press("up")
        await settled(pilot)
        assert app.editor.query_one("StatusLine").size.height == 1


async def test_the_number_of_problems_stays_in_sight_beside_a_wrapped_one(editor_app: Any, settled: Any):
    app = editor_app("FROM golang:1.27\nUSER 1\nFRUM x\n")
    async with app.run_test(size=(52, 24)) as pilot:
        await settled(pilot)
        app.editor.goto(3)
        await settled(pilot)
        assert "✘ 1" in said(app)[-1]


@pytest.mark.parametrize("how", ["key", "click"])
async def test_what_is_cut_says_so_and_is_shown_whole_when_asked(editor_app: Any, settled: Any, how: str):
    app = editor_app(LONG)
    async with app.run_test(size=(36, 24)) as pilot:
        await settled(pilot)
        app.editor.goto(4)
        await settled(pilot)
        message = next(one.message for one in app.editor.problems if one.lines.first == 4)
        assert len(said(app)) == 3
        assert said(app)[-1].endswith("… Alt+M")

        async def ask() -> None:
            if how == "key":
                await pilot.press("alt+m")
            else:
                await pilot.click("StatusLine")
            await settled(pilot)

        await ask()
        assert message in " ".join(" ".join(said(app)).split())
        assert app.editor.line == 4
        await ask()
        assert len(said(app)) == 3
        await ask()
        await pilot.press("up", "down")
        await settled(pilot)
        assert len(said(app)) == 3


async def test_the_cursor_stays_in_sight_when_the_problem_takes_its_line(editor_app: Any, settled: Any):
    app = editor_app("FROM golang:1.27\nUSER 1\n" + "ENV A=1\n" * 30 + "FRUM x")
    async with app.run_test(size=(40, 14)) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+end")
        await settled(pilot)
        code = app.editor.code
        assert app.editor.query_one("StatusLine").size.height > 1
        assert code.scroll_offset.y <= 32 < code.scroll_offset.y + code.size.height


async def test_in_the_smallest_editor_the_text_keeps_its_lines(editor_app: Any, settled: Any):
    app = editor_app(LONG)
    async with app.run_test(size=(30, 6)) as pilot:
        await settled(pilot)
        app.editor.goto(4)
        await pilot.press("alt+m")
        await settled(pilot)
        assert app.editor.code.size.height >= 3
