"""Building in the lesson screen."""

from __future__ import annotations

import threading

import pytest

from tests.ui.seen import goal_signs
from tutor.course import State, Verdict
from tutor.ui.widgets.file_tree import FileTreeView
from tutor.ui.widgets.goals import GoalLine
from tutor.ui.widgets.stage_bars import StageBars


async def test_a_right_build_turns_every_goal_green(open_app, enter, build, lesson):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        assert goal_signs(screen) == "○○○○○"
        screen.editor.load(lesson.solution)
        await build(pilot, screen)
        assert goal_signs(screen) == "✔✔✔✔✔"
        assert screen.build_line.status.text == "5 of 5 goals"
        assert "0.3 % of build" in screen.build_line.status.more[0]
        assert screen.query_one("#after").display


async def test_a_list_at_the_cursor_makes_way_for_what_the_build_has_to_say(open_app, enter, build, until):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.focus()
        await pilot.press("alt+c")
        await until(pilot, lambda: screen.editor.popup.is_open)
        await build(pilot, screen)
        assert not screen.editor.popup.is_open


async def test_goals_that_are_not_reached_say_why_with_measured_figures(open_app, enter, build):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        await build(pilot, screen)
        assert goal_signs(screen).startswith("✘✘")
        told = "\n".join(line.told for line in screen.query(GoalLine))
        assert "golang:1.27-trixie" in told


async def test_the_reason_of_the_only_red_goal_stands_below_that_goal(open_app, enter, build, lesson):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.goals.verdicts = (
            *(Verdict(goal, State.PASSED) for goal in lesson.goals[:2]),
            Verdict(lesson.goals[2], State.FAILED, "Too heavy."),
            *(Verdict(goal, State.PASSED) for goal in lesson.goals[3:]),
        )
        assert [line.told.endswith("Too heavy.") for line in screen.query(GoalLine)] == [
            False, False, True, False, False,
        ]  # fmt: skip
        assert not screen.query_one("#goals-common").display


async def test_goals_are_counted_against_the_last_build_that_ended_well(open_app, enter, build, lesson):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        await build(pilot, screen)
        reached = goal_signs(screen).count("✔")
        screen.editor.load(lesson.solution.replace("--from=build", "--from=biuld"))
        await build(pilot, screen)
        screen.editor.load(lesson.solution)
        await build(pilot, screen)
        assert f"{5 - reached} more than before" in screen.build_line.status.more


async def test_bars_margin_and_files_show_what_was_built(open_app, enter, build, lesson):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(lesson.solution)
        await build(pilot, screen)
        bars = screen.query_one(StageBars)
        assert [stage.label for stage in bars.ordered] == ["build", "stage-1"]
        assert screen.editor.margin.figures[4].adds == 36_993_136
        files = screen.query_one(FileTreeView).files
        assert files is not None
        assert [entry.path for entry in files] == ["calc"]


async def test_the_log_has_a_header_a_step_and_no_escape_codes(open_app, enter, build):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        await build(pilot, screen)
        log = screen.build_log.plain
        assert "RUN go build" in log
        assert "go: downloading nothing" in log
        assert "\x1b" not in log
        assert "building ..." not in log, "a line that \\r overwrote shows its last state only"


async def test_the_last_build_is_there_again_after_a_restart(open_app, enter, until, build, lesson):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(lesson.solution)
        await build(pilot, screen)
    again = open_app("3")
    async with again.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, again)
        await until(pilot, lambda: screen.figures is not None)
        assert screen.editor.text == lesson.solution
        assert [stage.size for stage in screen.query_one(StageBars).ordered][1] == 2_389_104
        assert screen.editor.margin.figures[7].adds == 2_389_104
        assert goal_signs(screen) == "✔✔✔✔✔"


async def test_running_shows_output_and_exit_code(open_app, enter, until, build, engine, lesson):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(lesson.solution)
        await build(pilot, screen)
        before = len(engine.runs)
        await pilot.press("f8")
        await until(pilot, lambda: screen.cancel is None)
        assert len(engine.runs) == before + 1
        assert engine.runs[-1].stdin == b"1 + 2\n"
        assert screen.run_pane.query_one("#run-output").plain == "Result: 3"
        assert "Exit code 0" in str(screen.run_pane.query_one("#run-end").render())


async def test_running_before_building_says_to_build_first(open_app, enter):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        await pilot.press("f8")
        await pilot.pause()
        assert "F5 builds" in str(screen.run_pane.query_one("#run-end").render())


async def test_a_build_is_still_there_when_the_screen_was_left(open_app, enter, build, until, lesson):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(lesson.solution)
        await build(pilot, screen)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: app.screen is not screen)
        app.open_lesson("3")
        again = await enter(pilot, app)
        await until(pilot, lambda: again.result is not None)
        assert again.result is screen.result
        assert again.file_tree.files is not None


async def test_goals_of_the_build_before_are_marked_as_old_while_the_next_one_runs(
    open_app, enter, build, until, engine
):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        await build(pilot, screen)
        before = goal_signs(screen)
        assert "✘" in before
        engine.hold = threading.Event()
        await pilot.press("f5")
        await until(pilot, lambda: screen.build_log.line_count > 3)
        assert goal_signs(screen) == "○○○○○"
        assert all("\n" not in line.told or "Before: " in line.told for line in screen.goals._lines)
        await pilot.press("f5")
        await until(pilot, lambda: screen.cancel is None)
        assert goal_signs(screen) == before


@pytest.mark.parametrize("leaving", ["home", "another lesson"])
async def test_leaving_a_lesson_while_it_builds_says_what_becomes_of_the_build(
    leaving, open_app, enter, until, engine
):
    engine.hold = threading.Event()
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        await pilot.press("f5")
        await until(pilot, lambda: screen.build_log.line_count > 3)
        if leaving == "home":
            await pilot.press("ctrl+l")
        else:
            app.open_lesson("2")
        await until(pilot, lambda: app.screen is not screen)
        assert screen.cancel is None or screen.cancel.thrown
        await until(pilot, lambda: any("The build was stopped" in one.message for one in app._notifications))


async def test_the_key_that_the_empty_stages_name_can_be_clicked(open_app, enter, until):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        stages = screen.query_one(StageBars)
        x = stages.empty_text().plain.index("F5")
        await pilot.click(stages, offset=(x + 2, 1))  # within frame and padding
        await until(pilot, lambda: screen.result is not None and screen.cancel is None)
