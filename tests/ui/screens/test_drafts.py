"""What happens to the learner's text."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path

from tutor.course import Workspace
from tutor.ui.screens.asking import AskScreen
from tutor.ui.screens.solution import SolutionScreen
from tutor.ui.widgets.hint_box import HintBox


async def test_what_is_typed_is_on_disk_a_moment_later(open_app, enter, until, lesson):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.focus()
        await pilot.press("#", "x", "enter")
        await until(pilot, lambda: Workspace.open(lesson).text().startswith("#x\n"))


async def test_what_was_typed_last_is_saved_when_the_app_ends_at_once(open_app, enter, lesson):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.focus()
        await pilot.press("#", "y", "ctrl+q")
    assert Workspace.open(lesson).text().startswith("#y")


async def test_reset_brings_the_first_dockerfile_and_a_second_one_takes_it_back(open_app, enter, lesson):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load("FROM scratch\n")
        await pilot.press("ctrl+r")
        assert screen.editor.text == lesson.start
        assert Workspace.open(lesson).text() == lesson.start
        await pilot.press("ctrl+r")
        assert screen.editor.text == "FROM scratch\n"
        assert Workspace.open(lesson).text() == "FROM scratch\n"


async def test_a_reset_can_be_taken_back_after_a_restart(open_app, enter, lesson):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load("FROM scratch\n")
        await pilot.press("ctrl+r")
    again = open_app("3")
    async with again.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, again)
        assert screen.editor.text == lesson.start
        await pilot.press("ctrl+r")
        assert screen.editor.text == "FROM scratch\n"


async def test_a_change_by_another_program_comes_into_the_editor(open_app, enter, until, lesson):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        path = screen.workspace.dockerfile_path

        def changed() -> bool:
            path.write_text("FROM busybox\n")  # again and again, as the watch may only just begin
            return screen.editor.text == "FROM busybox\n"

        await until(pilot, changed)


async def test_the_solution_is_shown_after_asking_and_can_be_taken_over(open_app, enter, until, lesson):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        await pilot.press("ctrl+g")
        await until(pilot, lambda: isinstance(app.screen, AskScreen))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        assert screen.editor.text == lesson.start
        await pilot.press("ctrl+g")
        await until(pilot, lambda: isinstance(app.screen, AskScreen))
        await pilot.press("y")
        await until(pilot, lambda: isinstance(app.screen, SolutionScreen))
        await pilot.press("u")
        await until(pilot, lambda: app.screen is screen)
        assert screen.editor.text == lesson.solution


async def test_the_exam_says_what_it_is_before_it_shows_its_solution(open_app, enter, until):
    app = open_app("16")
    async with app.run_test(size=(120, 40)) as pilot:
        await enter(pilot, app)
        await pilot.press("ctrl+g")
        await until(pilot, lambda: isinstance(app.screen, AskScreen))
        assert "exam" in app.screen.query_one(".dialog").border_title


async def test_hints_come_one_by_one_and_are_remembered(open_app, enter, until):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        hints = screen.query_one(HintBox)
        await pilot.press("f9")
        await until(pilot, lambda: hints.shown == 1)
        await pilot.press("f9")
        await until(pilot, lambda: hints.shown == 2)
        assert [hints.query_one(f"#hint-{index}").display for index in range(3)] == [True, True, False]
    again = open_app("3")
    async with again.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, again)
        await until(pilot, lambda: screen.query_one(HintBox).shown == 2)


async def test_the_folder_is_told_so_that_any_editor_can_be_used(open_app, enter):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        assert str(screen.workspace.folder) in str(screen.query_one("#workspace").render())


def writes(tmp_path: Path, text: str, *, then: str = "") -> str:
    """The command of an editor that writes ``text`` into its file."""
    script = tmp_path / "editor.py"
    script.write_text(f"import sys\nopen(sys.argv[1], 'w').write({text!r})\n{then}\n")
    return f"{sys.executable} {script}"


async def test_ones_own_editor_has_what_was_typed_and_its_text_comes_back(
    open_app, enter, monkeypatch, tmp_path
):
    monkeypatch.setenv("VISUAL", writes(tmp_path, "FROM theirs\n"))
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        monkeypatch.setattr(app, "suspend", nullcontext)
        screen.editor.focus()
        await pilot.press("#", "x", "enter")
        mine = screen.editor.text
        await pilot.press("alt+o")
        assert screen.editor.text == "FROM theirs\n"
        await pilot.press("ctrl+z")
        assert screen.editor.text == mine


async def test_an_editor_that_fails_is_told_and_what_it_saved_is_kept(open_app, enter, monkeypatch, tmp_path):
    monkeypatch.setenv("VISUAL", writes(tmp_path, "FROM theirs\n", then="raise SystemExit(4)"))
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        monkeypatch.setattr(app, "suspend", nullcontext)
        await pilot.press("3", "alt+o")
        assert screen.editor.text == "FROM theirs\n"
        assert any("ended with exit code 4" in one.message for one in app._notifications)


async def test_where_the_terminal_cannot_be_given_away_it_is_said(open_app, enter, monkeypatch, tmp_path):
    monkeypatch.setenv("VISUAL", writes(tmp_path, "FROM theirs\n"))
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        before = screen.editor.text
        await pilot.press("alt+o")
        await pilot.pause()
        assert screen.editor.text == before
        assert any("a terminal of its own" in one.message for one in app._notifications)


async def test_a_reset_that_is_taken_back_leaves_one_notice(open_app, enter, until):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load("FROM scratch\n")
        await pilot.press("ctrl+r")
        await until(pilot, lambda: any("first Dockerfile" in one.message for one in app._notifications))
        await pilot.press("ctrl+r")
        await until(pilot, lambda: any("Your Dockerfile" in one.message for one in app._notifications))
        assert [one.message for one in app._notifications] == ["Your Dockerfile is back."]
