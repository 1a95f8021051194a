"""What the status line and the panel say of a build."""

from __future__ import annotations

import pytest

from tutor.course import Attempt, Judged, State, Verdict
from tutor.engine.causes import Cause, recognise
from tutor.engine.result import BuildFailure, BuildResult, StageImage
from tutor.image import ImageConfig
from tutor.ui import outcome, signs
from tutor.ui.engine_link import EngineState
from tutor.ui.figures import BuildFigures, InstructionFigure, StageFigure

STAGES = (
    StageFigure(0, "build", "golang", True, None, 800_000_000, False, None, ()),
    StageFigure(1, "stage-1", "scratch", True, None, 2_400_000, True, None, ()),
)
FIGURES = BuildFigures(STAGES, "Docker", "BuildKit", 3.0)
FAILED = BuildFigures(STAGES, "Docker", "BuildKit", 3.0, error="runc: it broke\nmore", error_line=4)


def verdicts(lesson, green: int) -> tuple[Verdict, ...]:
    return tuple(
        Verdict(goal, State.PASSED if number < green else State.FAILED)
        for number, goal in enumerate(lesson.goals)
    )


def test_a_tick_stands_only_before_a_lesson_that_is_done(lesson):
    assert outcome.success(verdicts(lesson, 5), FIGURES, ()).sign == signs.DONE
    assert outcome.success(verdicts(lesson, 4), FIGURES, ()).sign == signs.OPEN


def test_the_change_since_the_build_before_is_told(lesson):
    more = outcome.success(verdicts(lesson, 4), FIGURES, verdicts(lesson, 1)).more
    assert more[0] == "3 more than before"
    fewer = outcome.success(verdicts(lesson, 1), FIGURES, verdicts(lesson, 4)).more
    assert fewer[0] == "3 fewer than before"
    assert outcome.success(verdicts(lesson, 4), FIGURES, verdicts(lesson, 4)).more[0].startswith("ships")


def test_the_last_build_is_told_with_what_it_shipped_or_where_it_failed(lesson):
    shipped = outcome.last_build(verdicts(lesson, 2), FIGURES, changed=True)
    assert shipped.text == "Last build: ships 2.4 MB, 0.3 % of build"
    assert shipped.more == ("2 of 5 goals", "the text has changed since")
    failed = outcome.last_build(verdicts(lesson, 0), FAILED, changed=False)
    assert failed.text == "Last build: failed at line 4"
    assert failed.more == ("it broke",)
    assert failed.sign == signs.FAILED


def test_the_names_of_programs_that_hand_a_message_on_are_left_out():
    said = (
        "failed to create task for container: failed to create shim task: OCI runtime create failed: "
        'runc create failed: unable to start container process: exec: "/calc": no such file or directory'
    )
    assert outcome.plainly(said) == 'exec: "/calc": no such file or directory'
    assert outcome.plainly(f"It wrote “{said}”.") == 'It wrote “exec: "/calc": no such file or directory”.'


def test_without_an_engine_the_next_step_and_what_was_tried_are_told():
    trouble = outcome.no_engine(EngineState(False, None, (("unix:///d.sock", "no socket there", ""),)))
    assert "F5" in trouble.hint
    assert "unix:///d.sock: no socket there" in trouble.said


@pytest.mark.parametrize("text", ["", "\n", "# syntax=docker/dockerfile:1\n\n"])
def test_an_empty_dockerfile_is_told_the_ways_back(lesson, text):
    result = BuildResult("Docker", "BuildKit", (), 0, 0.1, BuildFailure("the Dockerfile cannot be empty"))
    judged = Judged((), result, Attempt.of(lesson, text, "Docker", 0.0), None)
    assert "Ctrl+R brings the lesson's first Dockerfile back" in outcome.trouble_of(judged, text).hint
    assert not outcome.trouble_of(judged, "FROM scratch\n").hint


def test_of_recorded_steps_the_time_is_told_that_the_margin_tells():
    def figures(builder: str, *steps: tuple[float, bool]) -> BuildFigures:
        done = tuple(
            InstructionFigure(n, "RUN x", 0, 0, seconds, cached)
            for n, (seconds, cached) in enumerate(steps, 1)
        )
        stage = StageFigure(0, "one", "base", True, None, 1, True, None, done)
        return BuildFigures((stage,), "an engine", builder, 3.7)

    assert outcome.took(figures("embedded", (31.0, False), (9.0, False))) == "took 40 s when recorded"
    assert outcome.took(figures("embedded", (0.0, True))) == "from the cache"
    assert outcome.took(figures("BuildKit", (31.0, False))) == "built in 3.7 s"


def failed(lesson, failure: BuildFailure) -> outcome.Trouble:
    text = "FROM debian\nRUN false\n"
    result = BuildResult("Docker", "BuildKit", (), 0, 0.1, failure)
    return outcome.trouble_of(Judged((), result, Attempt.of(lesson, text, "Docker", 0.0), None), text)


@pytest.mark.parametrize(
    ("code", "title"),
    [(127, "Command not found"), (126, "Command not executable"), (2, "The command failed")],
)
def test_the_end_of_the_output_is_told_and_what_the_exit_code_means(lesson, code, title):
    log = "Get:1 http://deb\n" * 30 + "\n/bin/sh: 1: aWORKDI: not found\n\n"
    trouble = failed(lesson, BuildFailure("process did not complete", 2, exit_code=code, log=log))
    assert trouble.title == f"{title} (exit code {code})"
    assert trouble.log.splitlines()[-1] == "/bin/sh: 1: aWORKDI: not found"
    assert len(trouble.log.splitlines()) <= 4
    assert trouble.said == "process did not complete"


def test_what_stopped_a_build_is_its_title_where_it_is_short(lesson):
    message = "dockerfile parse error on line 2: unknown instruction: RUNN"
    assert failed(lesson, BuildFailure(message, 2)).title == "Unknown instruction: RUNN"
    assert failed(lesson, BuildFailure("word " * 40, 2)).title == "The build stopped"


def unnoticed(lesson, text: str, cause: Cause, **config: str) -> outcome.Trouble:
    stage = StageImage(0, None, "scratch", True, None, (), config=ImageConfig(**config))
    result = BuildResult("Docker", "BuildKit", (stage,), 0, 0.1)
    mistake = next((one for one in lesson.mistakes if one.cause == cause.key), None)
    judged = Judged((), result, Attempt.of(lesson, text, "Docker", 0.0), mistake, (cause,))
    trouble = outcome.unnoticed(judged, untouched=False)
    assert trouble is not None
    return trouble


def test_what_a_run_said_stands_above_the_advice_and_the_title_names_the_user(lesson):
    cause = recognise("open /data/notes.txt: permission denied")
    assert cause is not None
    trouble = unnoticed(lesson, "FROM scratch\n", cause, user="65532")
    assert trouble.title == "Permission denied for user 65532"
    assert trouble.log == "open /data/notes.txt: permission denied"


def test_brackets_that_hold_no_json_are_told_so_and_nothing_of_another_mistake(course):
    text = "FROM scratch\nENTRYPOINT ['/notes', '/data']\n"
    cause = recognise('exec: "/bin/sh": stat /bin/sh: no such file or directory')
    assert cause is not None
    trouble = unnoticed(course.find("6"), text, cause)
    assert 'ENTRYPOINT ["/notes", "/data"]' in trouble.hint
    assert "mkdir" not in trouble.hint
