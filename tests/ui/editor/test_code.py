from __future__ import annotations

from typing import Any

import pytest
from textual.color import Color

from tutor.ui.contrast import contrast
from tutor.ui.themes import LIGHT


async def test_typed_text_is_coloured_on_the_line_that_the_cursor_is_on(editor_app: Any, settled: Any):
    app = editor_app("FROM golang AS build\n")
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.press("down", *"RUN make", "space", *"$X")
        assert app.drawn(2).startswith("  2 RUN make $X")
        assert app.editor.line == 2
        keyword, plain = app.style_of(2, "RUN"), app.style_of(2, "make")
        assert keyword.bold
        assert keyword.color != plain.color
        assert app.style_of(2, "$X").color not in (plain.color, keyword.color)


async def test_colours_stay_right_behind_characters_of_several_bytes(editor_app: Any):
    app = editor_app('RUN echo "é中" $X # b')
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.press("end")
        app_style = app.style_of(1, "$X")
        await pilot.press("home", "down")
        assert app_style.color == app.style_of(1, "$X").color
        assert app_style.color != app.style_of(1, "echo").color


async def test_another_theme_gives_other_colours_at_once(editor_app: Any):
    app = editor_app()
    async with app.run_test(size=(100, 30)) as pilot:
        dark = app.style_of(3, "FROM")
        app.theme = LIGHT.name
        await pilot.pause()
        light = app.style_of(3, "FROM")
        assert dark.color != light.color
        paper, ink = (Color.from_rich_color(part) for part in (light.bgcolor, light.color))
        assert contrast(paper, ink) >= 4.5
        assert paper.brightness > 0.8
        assert app.editor.code.theme == "distill-editor-light"


async def test_escape_characters_never_reach_the_terminal(editor_app: Any):
    app = editor_app("RUN echo \x1b[31m")
    async with app.run_test(size=(60, 10)):
        assert "\x1b" not in app.drawn(1)
        assert "\u241b[31m" in app.drawn(1)


async def test_enter_indents_a_continuation_and_comes_back_after_it(editor_app: Any):
    app = editor_app("FROM a\nRUN one && \\")
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.press("down", "end", "enter", *"two", "enter", *"USER")
        assert app.editor.text == "FROM a\nRUN one && \\\n    two\nUSER"


@pytest.mark.parametrize("key", ["ctrl+underscore", "ctrl+slash"])
async def test_a_line_is_commented_out_and_in_with_the_cursor_at_its_place(editor_app: Any, key: str):
    app = editor_app("FROM a\nRUN one")
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.press("down", "end", key)
        assert app.editor.text == "FROM a\n# RUN one"
        assert app.editor.code.cursor_location == (1, 9)
        await pilot.press(key)
        assert app.editor.text == "FROM a\nRUN one"
        assert app.editor.code.cursor_location == (1, 7)


async def test_long_lines_scroll_under_the_margin_and_say_that_they_are_cut(
    editor_app: Any, built_margin: Any
):
    app = editor_app(margin=built_margin)
    async with app.run_test(size=(60, 20)) as pilot:
        app.editor.goto(8)
        width = app.editor.code.scrollable_content_region.width
        assert "\u203a" in app.drawn(8)
        assert len(app.drawn(8)) == width
        await pilot.press("end")
        line = app.drawn(8)
        assert "ca-certificates && \\" in line
        assert "\u2039" in line
        assert "\u203a" not in line
        assert "31MB" in app.drawn(6)
        assert len(line) == width


async def test_a_line_that_is_begun_at_the_bottom_is_in_sight_at_once(editor_app: Any):
    app = editor_app("FROM a\n" * 40)
    async with app.run_test(size=(60, 20)) as pilot:
        code = app.editor.code
        await pilot.press("ctrl+end", "enter")
        await pilot.pause()
        assert code.cursor_location == (41, 0)
        assert code.scroll_offset.y <= 41 < code.scroll_offset.y + code.size.height
