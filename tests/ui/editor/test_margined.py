from __future__ import annotations

from typing import Any
from unittest.mock import patch

import pytest


async def test_the_margin_stays_with_its_instruction_when_lines_come_in_above(
    editor_app: Any, built_margin: Any
):
    app = editor_app(margin=built_margin)
    async with app.run_test(size=(90, 30)) as pilot:
        assert "31.0 MB" in app.drawn(6)
        await pilot.press("home", *"# new", "enter", "enter")
        assert "RUN apt-get" in app.drawn(8)
        assert "31.0 MB" in app.drawn(8)
        assert "31.0 MB" not in app.drawn(6)


async def test_a_changed_instruction_is_marked_stale_until_it_is_as_built(editor_app: Any, built_margin: Any):
    app = editor_app(margin=built_margin)
    async with app.run_test(size=(90, 30)) as pilot:
        app.editor.goto(5)
        await pilot.press("end", "x")
        assert "≠" in app.drawn(5)
        assert "2.1 kB" in app.drawn(5)
        assert app.style_of(5, "2.1 kB").italic
        assert "≠" not in app.drawn(6)
        await pilot.press("backspace")
        assert "≠" not in app.drawn(5)


async def test_the_figures_of_a_long_instruction_stand_at_its_first_line(editor_app: Any, built_margin: Any):
    app = editor_app(margin=built_margin)
    async with app.run_test(size=(90, 30)):
        assert "31.0 MB" in app.drawn(6)
        for line in (7, 8, 9):
            assert app.drawn(line).split("│")[1].strip() == ""


async def test_text_and_margin_of_a_line_scroll_together(editor_app: Any, built_margin: Any):
    app = editor_app(margin=built_margin)
    async with app.run_test(size=(90, 8)) as pilot:
        app.editor.goto(22)
        await pilot.pause()
        assert app.editor.code.scroll_offset.y > 0
        assert "COPY --from=build" in app.drawn(20)
        assert "2.4 MB" in app.drawn(20)


async def test_a_line_that_did_not_change_is_not_drawn_again(editor_app: Any, built_margin: Any):
    app = editor_app(margin=built_margin)
    async with app.run_test(size=(90, 30)) as pilot:
        app.editor.goto(5)
        await pilot.press("end", "a")
        await pilot.pause()
        code = app.editor.code
        with patch.object(code, "_draw", wraps=code._draw) as drawn:
            await pilot.press("b")
            await pilot.pause()
        assert {call.args[1] for call in drawn.call_args_list} == {4}


async def test_a_new_margin_is_drawn_at_once(editor_app: Any, built_margin: Any, two_stages: str):
    from tutor.ui.editor import Figures, MarginModel

    app = editor_app(margin=built_margin)
    async with app.run_test(size=(90, 30)):
        assert "845 MB" in app.drawn(3)
        app.editor.margin = MarginModel(two_stages, {3: Figures("FROM", adds=5)}, 5)
        assert "845 MB" not in app.drawn(3)
        assert "5 B" in app.drawn(3)


async def test_before_the_first_build_the_text_has_the_whole_width(
    editor_app: Any, built_margin: Any, settled: Any
):
    app = editor_app(f"RUN {'x' * 66}")
    async with app.run_test(size=(80, 12)) as pilot:
        await settled(pilot)
        assert app.editor.code.margin_width == 0
        assert "adds" not in str(app.editor.query_one("Heading").render())
        assert app.drawn(1).rstrip().endswith("xxx")
        app.editor.margin = built_margin
        assert app.editor.code.margin_width > 0
        assert app.drawn(1).split("│")[0].endswith("\u203a")
        await pilot.pause()
        assert "adds" in str(app.editor.query_one("Heading").render())


async def test_an_editor_of_fifty_two_columns_shows_thirty_eight_of_the_text(
    editor_app: Any, built_margin: Any
):
    app = editor_app(margin=built_margin)
    async with app.run_test(size=(52, 30)):
        code = app.editor.code
        assert code.size.width - code.gutter_width - code.margin_width >= 38
        assert "845MB ░░" in app.drawn(3)


async def test_the_sign_of_a_problem_stands_apart_from_the_line_number(editor_app: Any, settled: Any):
    app = editor_app("FROM golang\n" + "USER 1\n" * 10 + "BOO\n")
    async with app.run_test(size=(80, 30)) as pilot:
        await settled(pilot)
        assert app.drawn(1).startswith("* 1 FROM")
        assert app.drawn(12).startswith("✘12 BOO")


@pytest.mark.parametrize("size", [(30, 6), (30, 40), (24, 6), (60, 20), (200, 50), (20, 4)])
async def test_every_line_fills_its_width_exactly_at_any_size(
    editor_app: Any, built_margin: Any, settled: Any, size: tuple[int, int]
):
    app = editor_app(margin=built_margin)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        code = app.editor.code
        region = code.scrollable_content_region
        assert region.height >= 1
        for y in range(region.height):
            assert code.render_line(y).cell_length == region.width


async def test_the_reason_stands_at_the_from_of_a_skipped_stage_and_its_lines_are_dimmed(
    editor_app: Any, settled: Any
):
    app = editor_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        assert "no later stage needs it" in app.drawn(13)
        assert app.style_of(14, "RUN").color == app.style_of(16, "go test").color
        assert app.style_of(14, "RUN").color != app.style_of(11, "RUN").color


async def test_a_long_line_that_was_left_hides_no_beginning_of_the_others(editor_app: Any):
    app = editor_app("FROM debian\nRUN echo " + "long " * 30 + "\nCOPY . /a/folder/with/a/name\n")
    async with app.run_test(size=(60, 12)) as pilot:
        code = app.editor.code
        app.editor.goto(2)
        await pilot.press("end")
        await pilot.pause()
        assert code.scroll_offset.x > 0
        await pilot.press("down")
        await pilot.pause()
        assert code.scroll_offset.x == 0
        assert "COPY . /a/folder" in app.drawn(3)


async def test_a_line_that_was_too_long_is_seen_from_its_beginning_once_there_is_room(editor_app: Any):
    app = editor_app("FROM debian\nRUN echo " + "long " * 12 + "\n")
    async with app.run_test(size=(50, 12)) as pilot:
        app.editor.goto(2)
        await pilot.press("end", *"er")
        await pilot.pause()
        assert app.editor.code.scroll_offset.x > 0
        await pilot.resize_terminal(90, 12)
        await pilot.pause(0.1)
        assert app.editor.code.scroll_offset.x == 0
        assert "RUN echo long" in app.drawn(2)
