from __future__ import annotations

import threading
from typing import Any

from tutor.ui.editor import DockerfileEditor
from tutor.ui.editor import checked as checked_module
from tutor.ui.editor import editor as editor_module


def texts(app: Any) -> list[str]:
    return [told.text for told in app.told if isinstance(told, DockerfileEditor.Changed)]


async def test_a_burst_of_typing_is_told_once_when_it_pauses(editor_app: Any, settled: Any, monkeypatch: Any):
    # A busy machine may take longer from key to key than a person would.
    monkeypatch.setattr(editor_module, "SAVE_DELAY_SECONDS", 1.0)
    monkeypatch.setattr(editor_module, "_LATEST_SAVE_SECONDS", 20.0)
    app = editor_app("FROM a\n")
    async with app.run_test(size=(80, 20)) as pilot:
        await pilot.press("down", *"USER")
        assert texts(app) == []
        await settled(pilot)
        await pilot.pause(1.2)
        assert texts(app) == ["FROM a\nUSER"]


async def test_typing_without_a_pause_is_told_all_the_same(editor_app: Any, monkeypatch: Any):
    monkeypatch.setattr(editor_module, "_LATEST_SAVE_SECONDS", 0.3)
    app = editor_app("")
    async with app.run_test(size=(80, 20)) as pilot:
        for _ in range(10):
            await pilot.press("x")
            await pilot.pause(0.05)
        assert texts(app)


async def test_leaving_the_editor_tells_the_text_at_once(editor_app: Any):
    app = editor_app("FROM a")
    async with app.run_test(size=(80, 20)) as pilot:
        await pilot.press("end", "x")
        app.set_focus(None)
        await pilot.pause()
        assert texts(app) == ["FROM ax"]


async def test_flush_tells_once_and_only_a_changed_text(editor_app: Any):
    app = editor_app("FROM a")
    async with app.run_test(size=(80, 20)) as pilot:
        app.editor.flush()
        await pilot.press("end", "x")
        app.editor.flush()
        app.editor.flush()
        await pilot.pause(0.3)
        assert texts(app) == ["FROM ax"]


async def test_the_cursor_tells_its_line(editor_app: Any):
    app = editor_app("FROM a\nUSER 1\n")
    async with app.run_test(size=(80, 20)) as pilot:
        await pilot.press("down", "right", "down")
        await pilot.pause()
        moved = [told.line for told in app.told if isinstance(told, DockerfileEditor.CursorMoved)]
        assert moved == [2, 3]


async def test_problems_arrive_with_a_sign_an_underline_and_words(editor_app: Any, settled: Any):
    app = editor_app("FROM golang:1.27 AS build\nFRUM scratch\n")
    async with app.run_test(size=(100, 20)) as pilot:
        await settled(pilot)
        found = [told for told in app.told if isinstance(told, DockerfileEditor.ProblemsFound)][-1].problems
        worst = next(problem for problem in found if problem.lines.first == 2)
        assert app.editor.problems == found
        assert app.drawn(2).startswith("✘ 2 FRUM")
        assert app.style_of(2, "FRUM").underline
        await pilot.press("down")
        said = str(app.editor.query_one("StatusLine").render())
        assert f"line 2 · {worst.rule}: " in said


async def test_the_check_never_runs_on_the_thread_that_draws(editor_app: Any, settled: Any, monkeypatch: Any):
    threads: list[threading.Thread] = []
    analyse = checked_module.analyse

    def watched(*asked: Any) -> Any:
        threads.append(threading.current_thread())
        return analyse(*asked)

    monkeypatch.setattr(checked_module, "analyse", watched)
    app = editor_app("FROM a\n")
    async with app.run_test(size=(80, 20)) as pilot:
        await pilot.press("end", "x")
        await settled(pilot)
    assert len(threads) >= 2
    assert threading.main_thread() not in threads


async def test_a_check_that_fails_leaves_the_text_and_says_so(
    editor_app: Any, settled: Any, monkeypatch: Any
):
    def broken(*_: Any) -> Any:
        raise RuntimeError("out of order")

    monkeypatch.setattr(checked_module, "analyse", broken)
    app = editor_app("FROM a\n")
    async with app.run_test(size=(80, 20)) as pilot:
        await settled(pilot)
        await pilot.press("end", "x")
        assert app.editor.text == "FROM ax\n"
        assert "not checked: out of order" in str(app.editor.query_one("StatusLine").render())


async def test_signs_stay_with_their_lines_until_the_next_check(editor_app: Any, settled: Any):
    app = editor_app("FROM golang:1.27\nFRUM x\n")
    async with app.run_test(size=(80, 20)) as pilot:
        await settled(pilot)
        await pilot.press("home", "enter")
        assert app.drawn(3).startswith("✘ 3 FRUM")
        assert not app.drawn(2).startswith("✘")


async def test_alt_n_goes_around_the_problems(editor_app: Any, settled: Any):
    app = editor_app("FRUM a\nFROM golang:1.27\nUSER 1\nBOO\n")
    async with app.run_test(size=(80, 20)) as pilot:
        await settled(pilot)
        lines = sorted({problem.lines.first for problem in app.editor.problems})
        assert {1, 4} <= set(lines)
        seen = []
        for _ in lines:
            await pilot.press("alt+n")
            seen.append(app.editor.line)
        assert sorted(seen) == lines
        await pilot.press("alt+p")
        assert app.editor.line == seen[-2]


async def test_a_click_on_the_status_goes_to_the_next_problem(editor_app: Any, settled: Any):
    app = editor_app("FROM golang:1.27\nUSER 1\nBOO\n")
    async with app.run_test(size=(80, 20)) as pilot:
        await settled(pilot)
        await pilot.click("StatusLine")
        assert app.editor.line in {problem.lines.first for problem in app.editor.problems}
        assert app.editor.code.has_focus


async def test_the_target_decides_which_stages_are_dimmed(editor_app: Any, settled: Any):
    app = editor_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        app.editor.target = "test"
        await settled(pilot)
        assert "no later stage needs it" not in app.drawn(13)
        assert "--target" in app.drawn(19)


async def test_undo_crosses_a_load_and_the_cursor_stays_with_its_line(editor_app: Any, two_stages: str):
    app = editor_app()
    async with app.run_test(size=(100, 30)) as pilot:
        app.editor.goto(20)
        await pilot.press("right", "right")
        other = "# one\n# two\n" + two_stages.replace("WORKDIR /src\n", "")
        app.editor.load(other)
        await pilot.pause()
        assert app.editor.text == other
        assert app.editor.code.cursor_location == (20, 2)
        await pilot.press("ctrl+z")
        assert app.editor.text == two_stages
        await pilot.press("ctrl+y")
        assert app.editor.text == other


async def test_loading_lines_at_the_end_and_an_empty_text_work(editor_app: Any):
    app = editor_app("FROM a")
    async with app.run_test(size=(100, 30)) as pilot:
        for text in ("FROM a\nUSER 1", "FROM a\nUSER 1\n", "FROM a", "", "FROM b\n\n", "FROM b\n"):
            app.editor.load(text)
            await pilot.pause()
            assert app.editor.text == text


async def test_the_first_text_of_an_empty_editor_cannot_be_undone_away(editor_app: Any):
    app = editor_app("")
    async with app.run_test(size=(100, 30)) as pilot:
        app.editor.load("FROM a")
        await pilot.press("ctrl+z")
        assert app.editor.text == "FROM a"
        await pilot.pause(0.3)
        assert texts(app) == []


async def test_opening_another_text_forgets_history_and_margin(editor_app: Any, built_margin: Any):
    app = editor_app(margin=built_margin)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("x")
        app.editor.open("FROM other\n")
        await pilot.press("ctrl+z")
        assert app.editor.text == "FROM other\n"
        assert not app.editor.margin.figures


async def test_a_flashed_line_lights_up_and_goes_out(editor_app: Any):
    app = editor_app()
    async with app.run_test(size=(100, 30)) as pilot:
        before = app.style_of(5, "COPY").bgcolor
        app.editor.flash(5)
        assert app.style_of(5, "COPY").bgcolor != before
        await pilot.pause(1.0)
        assert app.style_of(5, "COPY").bgcolor == before


async def test_an_instruction_is_told_in_words_from_any_of_its_lines(
    editor_app: Any, built_margin: Any, settled: Any, monkeypatch: Any
):
    app = editor_app(margin=built_margin)
    async with app.run_test(size=(100, 30)) as pilot:
        app.editor.goto(9)
        await pilot.pause()
        assert "RUN adds 31.0 MB hides 2.0 MB in 4.2 s" in str(app.editor.query_one("StatusLine").render())
        app.editor.goto(14)
        await pilot.pause()
        assert "no later stage needs it" in str(app.editor.query_one("StatusLine").render())
