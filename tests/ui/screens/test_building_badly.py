"""What a build that does not end well leaves behind in the lesson screen."""

from __future__ import annotations

import threading

from tests.ui.seen import goal_signs
from tutor.engine import Connection, EngineLost, MissingBase
from tutor.ui.editor import Mark
from tutor.ui.widgets.goals import GoalLine


async def test_a_failed_build_is_explained_at_its_line(open_app, enter, build, lesson):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(lesson.solution.replace("--from=build", "--from=biuld"))
        await build(pilot, screen)
        trouble = screen.causes.trouble
        assert trouble is not None
        assert trouble.key == "E1"
        assert trouble.line == 7
        assert "pull access denied" in trouble.log + trouble.said
        assert "Compare the word" in trouble.hint
        assert screen.causes.display
        assert screen.editor.line == 7
        assert screen.editor.margin.figures[7].mark is Mark.FAILED
        await pilot.press("escape")
        assert not screen.causes.display


async def test_a_failed_build_leaves_the_goals_as_they_stood_and_says_so(open_app, enter, build, lesson):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        await build(pilot, screen)
        signs, told = goal_signs(screen), [line.told for line in screen.query(GoalLine)]
        assert {"✔", "✘"} == {*signs}
        for _ in range(2):
            screen.editor.load(lesson.solution.replace("--from=build", "--from=biuld"))
            await build(pilot, screen)
            assert goal_signs(screen) == signs
            assert [line.told for line in screen.query(GoalLine)] == [
                one.replace("\n", "\nBefore: ") if "\n" in one else f"{one} · before" for one in told
            ]
            assert screen.goals_pane.border_subtitle == f"{signs.count('✔')} of 5 before"
            assert screen.goals.counted == "?/5"
            assert "The build failed at line 7" in str(screen.query_one("#goals-common").render())
            assert not screen.goals.all_green


async def test_a_second_f5_cancels_and_nothing_is_judged(open_app, enter, until, engine):
    engine.hold = threading.Event()
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        await pilot.press("f5")
        await until(pilot, lambda: "building" in screen.build_log.plain or "built" in screen.build_log.plain)
        await pilot.press("f5")
        await until(pilot, lambda: screen.cancel is None)
        assert screen.build_line.status.text.startswith("Cancelled")
        assert goal_signs(screen) == "○○○○○"


async def test_escape_cancels_from_within_the_editor(open_app, enter, until, engine):
    engine.hold = threading.Event()
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.focus()
        await pilot.press("f5")
        await until(pilot, lambda: screen.build_log.line_count > 3)
        await pilot.press("escape")
        await until(pilot, lambda: screen.cancel is None)
        assert screen.build_line.status.text.startswith("Cancelled")


async def test_quitting_in_the_middle_of_a_build_cancels_it(open_app, enter, until, engine):
    engine.hold = threading.Event()
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        await pilot.press("f5")
        await until(pilot, lambda: screen.build_log.line_count > 3)
        cancel = screen.cancel
        await pilot.press("ctrl+q")
    assert cancel is not None
    assert cancel.thrown


async def test_without_an_engine_building_says_what_to_do_and_editing_goes_on(open_app, enter, build):
    app = open_app("3", connection=Connection(None, ()))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        await build(pilot, screen)
        assert screen.causes.trouble is not None
        assert "Start Docker or Podman" in screen.causes.trouble.hint
        assert screen.causes.is_on_screen, "the explanation comes to the front"
        await pilot.press("#", "x")
        assert "#x" in screen.editor.text


async def test_f5_looks_for_an_engine_that_was_started_meanwhile(open_app, enter, build, engine):
    app = open_app("3", connection=Connection(None, ()))
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        app.link._connect = lambda choice: Connection(engine, ())
        await build(pilot, screen)
        assert screen.result is not None
        assert app.engine_state.engine is engine


async def test_a_missing_base_is_shown_at_its_line(open_app, enter, build, engine):
    engine.error = MissingBase("golang:1.27-trixie", line=1, reason="not found", advice="Pull it first.")
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        await build(pilot, screen)
        assert screen.causes.trouble is not None
        assert screen.causes.trouble.line == 1
        assert screen.causes.trouble.idea == "Pull it first."


async def test_an_engine_that_goes_away_leaves_the_screen_usable(open_app, enter, build, engine):
    engine.error = EngineLost("The engine stopped answering.", advice="Start it again.")
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        await build(pilot, screen)
        assert screen.causes.trouble is not None
        assert screen.causes.trouble.title == "The engine stopped answering."
        engine.error = None
        await build(pilot, screen)
        assert screen.causes.trouble is None
        assert screen.result is not None


async def test_a_fault_of_ours_does_not_end_the_app(open_app, enter, build, engine):
    engine.error = ZeroDivisionError("division by zero")
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        await build(pilot, screen)
        assert screen.causes.trouble is not None
        assert "division by zero" in screen.causes.trouble.said
        engine.error = None
        await build(pilot, screen)
        assert screen.result is not None


async def test_what_went_wrong_leaves_the_editor_its_failing_line_and_lines_around_it(
    open_app, enter, build, lesson
):
    app = open_app("3")
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(lesson.solution.replace("--from=build", "--from=biuld"))
        await build(pilot, screen)
        await pilot.pause()
        code = screen.editor.code
        first, last = code.scroll_offset.y, code.scroll_offset.y + code.size.height - 1
        assert screen.causes.display
        assert first <= 6 - 2, "two lines above line 7 at the least"
        assert last >= 6 + 2
        assert screen.causes.region.height < screen.editor.region.height
