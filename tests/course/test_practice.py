"""The order of things in an attempt: recorded first, then built, then run, then judged."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import SOLUTION, START, Image, PreparedEngine, built, program

from tutor.course import (
    AttemptState,
    GoalRun,
    Judged,
    Progress,
    ProgressError,
    State,
    build_request,
    last_judged,
    practice,
    remembered,
    run_stage,
)
from tutor.course.goals import StaticBinary
from tutor.engine.cancel import Cancel
from tutor.engine.causes import CAUSES
from tutor.engine.errors import EngineError, EngineLost, MissingBase, NotRecorded
from tutor.engine.events import Built, Cancelled, Failed, StepFinished, StepStarted
from tutor.engine.result import BuildFailure, RunResult

STARTED = StepStarted("one", "RUN go build", 0, 3)
BUILDER = Image([program("usr/local/go/bin/go", 880_000_000), program("calc", 2_000_000)])
FINAL = Image([program("calc", 2_000_000)], cmd=("/calc",))


@pytest.fixture
def progress(tmp_path):
    with Progress.open(tmp_path / "progress.sqlite3") as progress:
        yield progress


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        self.now += 1
        return self.now


def work(lesson, text, engine, progress=None, **more):
    more = {"cancel": Cancel(), "folder": lesson.app_folder, "clock": Clock(), **more}
    return practice(lesson, text, engine=engine, progress=progress, **more)


def judged_of(events) -> Judged:
    return list(events)[-1]


def test_a_right_answer_passes_all_goals(lesson, progress):
    engine = PreparedEngine(
        [STARTED, StepFinished("one", False, 1.0), Built(built(SOLUTION, BUILDER, FINAL))]
    )
    events = list(work(lesson, SOLUTION, engine, progress))
    assert [type(event) for event in events] == [StepStarted, StepFinished, Built, GoalRun, Judged]
    judged = events[-1]
    assert judged.passed
    assert [verdict.state for verdict in judged.verdicts] == [State.PASSED, State.PASSED]
    assert judged.mistake is None
    assert progress.completed(lesson.slug)


def test_the_attempt_is_recorded_before_the_build_begins(lesson, progress):
    engine = PreparedEngine.building(SOLUTION, BUILDER, FINAL)
    seen = []
    engine.before_build = lambda: seen.extend(progress.attempts(lesson.slug))
    list(work(lesson, SOLUTION, engine, progress))
    assert [(attempt.state, attempt.dockerfile) for attempt in seen] == [(AttemptState.RUNNING, SOLUTION)]


def test_the_attempt_keeps_the_report_the_verdicts_and_the_size(lesson, progress):
    judged = judged_of(work(lesson, SOLUTION, PreparedEngine.building(SOLUTION, BUILDER, FINAL), progress))
    (attempt,) = progress.attempts(lesson.slug)
    assert attempt == judged.attempt
    assert attempt.state is AttemptState.BUILT
    assert (attempt.started_at, attempt.ended_at) == (1001.0, 1003.0)
    assert attempt.report["schema"] == 1
    assert [stage["size"] for stage in attempt.report["stages"]] == [882_000_000, 2_000_000]
    assert attempt.final_bytes == 2_000_000
    assert attempt.passed == {"two-stages", "runs"}
    assert attempt.engine == "Test 1.0"


def test_without_progress_nothing_is_recorded_and_all_is_judged(lesson):
    assert judged_of(work(lesson, SOLUTION, PreparedEngine.building(SOLUTION, BUILDER, FINAL))).passed


def test_a_red_goal_says_why_with_measured_facts(lesson):
    engine = PreparedEngine.building(START, BUILDER, runs=lambda _: RunResult(1, b"", b"end of input\n"))
    judged = judged_of(work(lesson, START, engine))
    assert [verdict.because for verdict in judged.verdicts] == [
        "The Dockerfile has 1 stage.",
        "It should print “Result: 3”, but it ended with exit code 1 and wrote “end of input”.",
    ]


def test_a_failed_build_turns_no_goal_green(lesson, progress):
    failure = BuildFailure("no such thing", line=6, stage=1)
    engine = PreparedEngine(
        [Failed(replace(built(SOLUTION, BUILDER, Image(skipped="failed")), failure=failure))]
    )
    judged = judged_of(work(lesson, SOLUTION, engine, progress))
    assert {verdict.state for verdict in judged.verdicts} == {State.FAILED}
    assert judged.verdicts[0].because == "The build failed at line 6: no such thing"
    assert engine.ran == []
    assert progress.attempts(lesson.slug)[0].state is AttemptState.FAILED


def failing(message="no such thing"):
    failure = BuildFailure(message, line=6, stage=1)
    return PreparedEngine(
        [Failed(replace(built(SOLUTION, BUILDER, Image(skipped="failed")), failure=failure))]
    )


def test_after_failed_builds_goals_say_how_the_last_build_left_them(lesson, progress):
    ran = RunResult(1, b"", b"end of input\n")
    good = PreparedEngine.building(SOLUTION, BUILDER, FINAL, runs=lambda _: ran)
    before = judged_of(work(lesson, SOLUTION, good, progress))
    for _ in range(2):
        judged = judged_of(work(lesson, SOLUTION, failing(), progress))
        assert {verdict.state for verdict in judged.verdicts} == {State.FAILED}
        assert tuple(verdict.before for verdict in judged.verdicts) == before.verdicts
        assert not judged.attempt.passed
        assert remembered(lesson, judged.attempt, last_judged(lesson, progress)) == judged.verdicts
    assert [verdict.before.state for verdict in judged.verdicts] == [State.PASSED, State.FAILED]


def test_a_goal_that_asks_for_the_build_itself_is_answered_by_a_failed_one(lesson_folder, progress):
    lesson_folder.edit('check = "stages"\nat_least = 2', 'check = "built"')
    lesson_folder.edit("{stages}", "{skipped}")
    lesson = lesson_folder.load()
    judged_of(work(lesson, SOLUTION, PreparedEngine.building(SOLUTION, BUILDER, FINAL), progress))
    judged = judged_of(work(lesson, SOLUTION, failing(), progress))
    assert [verdict.before is None for verdict in judged.verdicts] == [True, False]


def test_before_the_first_build_that_was_judged_nothing_is_kept(lesson, progress):
    for _ in range(2):
        judged = judged_of(work(lesson, SOLUTION, failing(), progress))
    assert [verdict.before for verdict in judged.verdicts] == [None, None]
    assert judged_of(work(lesson, SOLUTION, failing())).verdicts == judged.verdicts


def test_a_failure_with_a_known_cause_finds_the_lessons_mistake(lesson):
    failure = BuildFailure("pull access denied", line=6, stage=1, cause=CAUSES["E1"])
    engine = PreparedEngine(
        [Failed(replace(built(SOLUTION, BUILDER, Image(skipped="failed")), failure=failure))]
    )
    judged = judged_of(work(lesson, SOLUTION, engine))
    assert judged.mistake == lesson.mistakes[0]
    assert judged.causes == (CAUSES["E1"],)
    assert CAUSES["E1"].title in judged.verdicts[0].because


def test_a_run_with_a_known_cause_finds_the_lessons_mistake(lesson_folder):
    lesson_folder.edit('cause = "E1"', 'cause = "E3"')
    lesson = lesson_folder.load()
    refused = RunResult(None, refused="exec /calc: no such file or directory", cause=CAUSES["E3"])
    engine = PreparedEngine.building(SOLUTION, BUILDER, FINAL, runs=lambda _: refused)
    judged = judged_of(work(lesson, SOLUTION, engine))
    assert judged.mistake == lesson.mistakes[0]


def test_a_build_that_stops_at_a_target_is_not_judged(lesson, progress):
    result = replace(built(SOLUTION, BUILDER, Image(skipped="--target stops before it")), final=0)
    engine = PreparedEngine([Built(result)])
    judged = judged_of(work(lesson, SOLUTION, engine, progress, target="build"))
    assert {verdict.state for verdict in judged.verdicts} == {State.UNKNOWN}
    assert "Only stage build was built" in judged.verdicts[0].because
    assert engine.requests[0].target == "build"
    assert progress.baseline(lesson.app) is None


def test_a_cancelled_build_ends_with_cancelled(lesson, progress):
    events = list(work(lesson, SOLUTION, PreparedEngine([STARTED, Cancelled()]), progress))
    assert [type(event) for event in events] == [StepStarted, Cancelled]
    assert progress.attempts(lesson.slug)[0].state is AttemptState.CANCELLED


def test_cancelling_while_goals_are_run_ends_with_cancelled_and_keeps_the_build(lesson, progress):
    cancel = Cancel()

    def cancelled_run(_):
        cancel.throw()
        return RunResult(None)

    engine = PreparedEngine.building(SOLUTION, BUILDER, FINAL, runs=cancelled_run)
    events = list(work(lesson, SOLUTION, engine, progress, cancel=cancel))
    assert isinstance(events[-1], Cancelled)
    (attempt,) = progress.attempts(lesson.slug)
    assert (attempt.state, attempt.verdicts) == (AttemptState.BUILT, ())


def test_letting_go_in_the_middle_counts_as_cancelled(lesson, progress):
    events = work(lesson, SOLUTION, PreparedEngine([STARTED, STARTED]), progress)
    next(events)
    events.close()
    assert progress.attempts(lesson.slug)[0].state is AttemptState.CANCELLED


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (EngineLost("The engine is gone."), AttemptState.LOST),
        (MissingBase("golang", line=1, reason="not here", advice="pull it"), AttemptState.FAILED),
    ],
)
def test_an_engine_that_cannot_go_on_is_told_and_noted(lesson, progress, error, state):
    with pytest.raises(type(error)):
        list(work(lesson, SOLUTION, PreparedEngine([STARTED, error]), progress))
    assert progress.attempts(lesson.slug)[0].state is state


def test_an_engine_that_goes_away_while_goals_are_run_leaves_them_open(lesson, progress):
    def lost(_):
        raise EngineLost("The engine is gone.")

    engine = PreparedEngine.building(SOLUTION, BUILDER, FINAL, runs=lost)
    judged = judged_of(work(lesson, SOLUTION, engine, progress))
    assert [verdict.state for verdict in judged.verdicts] == [State.PASSED, State.UNKNOWN]
    assert judged.verdicts[1].because == "The image could not be run: The engine is gone."
    assert not progress.completed(lesson.slug)


def test_progress_that_cannot_be_written_stops_before_the_build(lesson, progress):
    progress._database.execute("PRAGMA query_only = ON")
    engine = PreparedEngine.building(SOLUTION, BUILDER, FINAL)
    with pytest.raises(ProgressError):
        list(work(lesson, SOLUTION, engine, progress))
    assert engine.requests == []


def test_two_goals_that_need_the_same_run_share_it(lesson):
    twin = replace(lesson.goals[1], id="twin")
    engine = PreparedEngine.building(SOLUTION, BUILDER, FINAL)
    judged = judged_of(work(replace(lesson, goals=(*lesson.goals, twin)), SOLUTION, engine))
    assert len(engine.ran) == 1
    assert len(judged.verdicts) == 3
    assert engine.ran[0].stdin == b"1 + 2\n"
    assert engine.ran[0].image == "lesson-03:1"
    assert not engine.ran[0].network


def test_the_program_is_read_where_a_goal_asks_for_it(lesson):
    goal = replace(
        lesson.goals[0], id="static", check=StaticBinary(), why_not="{program} needs {interpreter}."
    )
    engine = PreparedEngine.building(SOLUTION, BUILDER, replace(FINAL, image="sha256:1"), head=b"#!/bin/sh\n")
    judged = judged_of(work(replace(lesson, goals=(goal,)), SOLUTION, engine))
    assert engine.read == [("sha256:1", "calc")]
    assert judged.verdicts[0].because == "/calc is a script that /bin/sh has to run, not a program."


def test_a_file_that_cannot_be_read_leaves_its_goal_open(lesson):
    goal = replace(lesson.goals[0], check=StaticBinary(), why_not="{program}")
    engine = PreparedEngine.building(SOLUTION, BUILDER, FINAL)

    def refuse(*_):
        raise EngineError("It is busy.")

    engine.read_file = refuse
    judged = judged_of(work(replace(lesson, goals=(goal,)), SOLUTION, engine))
    assert judged.verdicts[0].state is State.UNKNOWN
    assert "It is busy." in judged.verdicts[0].because


def test_the_baseline_does_not_hold_the_build_that_is_judged(lesson_folder, progress):
    lesson_folder.edit(
        'check = "stages"\nat_least = 2', 'check = "final-ratio"\nat_most = 0.05\nof = "baseline"'
    )
    lesson_folder.edit("The Dockerfile has {stages}.", "{percent} of {other_name}")
    lesson = lesson_folder.load()
    small = Image([program("calc", 2_000_000)])
    judged = judged_of(work(lesson, SOLUTION, PreparedEngine.building(SOLUTION, small, FINAL), progress))
    assert judged.verdicts[0].because == "100 % of stage build"
    list(work(lesson, START, PreparedEngine.building(START, BUILDER), progress))
    assert judged_of(work(lesson, SOLUTION, PreparedEngine.building(SOLUTION, small, FINAL), progress)).passed


def test_a_stage_runs_as_the_lesson_says_unless_told_otherwise(lesson):
    engine = PreparedEngine()
    request = build_request(lesson, SOLUTION, lesson.app_folder, measure=False)
    assert (request.name, request.measure) == ("lesson-03", False)
    run_stage(lesson, request, 1, engine=engine, cancel=Cancel())
    run_stage(lesson, request, 0, engine=engine, cancel=Cancel(), stdin=b"", arguments=("-v",))
    assert [(ran.image, ran.stdin, ran.arguments) for ran in engine.ran] == [
        ("lesson-03:1", b"1 + 2\n", ()),
        ("lesson-03:0", b"", ("-v",)),
    ]


def test_a_run_that_is_not_recorded_leaves_its_goal_untold_and_says_so(lesson, progress):
    missed = NotRecorded("/calc", reason="it never ran with this input")

    def never(_):
        raise missed

    engine = PreparedEngine.building(SOLUTION, BUILDER, FINAL, runs=never)
    judged = judged_of(work(lesson, SOLUTION, engine, progress))
    assert [verdict.state for verdict in judged.verdicts] == [State.PASSED, State.UNKNOWN]
    assert "no recording of /calc" in judged.verdicts[1].because
    assert judged.unrecorded == (missed,)


def test_the_pace_of_recorded_output_reaches_the_engine(lesson):
    assert build_request(lesson, SOLUTION, lesson.app_folder).replay == "instant"
    assert build_request(lesson, SOLUTION, lesson.app_folder, replay="real").replay == "real"
