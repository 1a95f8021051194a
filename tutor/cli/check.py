"""``distill check``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tutor.cli.command import Command
from tutor.cli.connecting import connected, interruptible
from tutor.cli.narrate import narrated, summary
from tutor.cli.options import engine_option, file_option, json_option, no_cache_option, replay_option
from tutor.cli.printing import COULD_NOT_TELL, NOT_PASSED, print_json
from tutor.cli.subject import find_lesson, lesson_subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tutor.cli.course_documents import Improved
    from tutor.cli.documents import Checked, GoalRow
    from tutor.course import Judged, Lesson, Verdict
    from tutor.course.improvement import Improvement
    from tutor.engine import Replay
    from tutor.engine.causes import Cause

NOT_JUDGED = "There is no image to judge."
SIGNS = {"passed": "✔", "failed": "✘", "unknown": "?"}


@click.command("check", cls=Command)
@click.argument("lesson")
@file_option
@engine_option
@no_cache_option
@replay_option
@json_option
def command(
    lesson: str, file: str | None, engine: str, no_cache: bool, replay: Replay, as_json: bool
) -> None:
    """Build LESSON and judge its goals: exit code 0 when all pass, 1 when not, 2 when it could not tell."""
    from contextlib import nullcontext

    from tutor.course import Judged, Progress, practice
    from tutor.course.improvement import improvement
    from tutor.course.verdicts import last_judged, untold
    from tutor.engine.errors import MissingBase, NotRecorded

    what = lesson_subject(find_lesson(lesson), file)
    assert what.lesson is not None
    judged: Judged | None = None
    found: Improvement | None = None
    with (
        Progress.open() if what.recorded else nullcontext() as progress,
        connected(engine) as built_by,
        interruptible() as cancel,
    ):
        events = practice(
            what.lesson,
            what.text,
            engine=built_by,
            folder=what.folder,
            progress=progress,
            cancel=cancel,
            use_cache=not no_cache,
            replay=replay,
            name=what.name,
        )
        try:
            for event in narrated(events, quiet=as_json):
                if isinstance(event, Judged):
                    judged = event
        except (MissingBase, NotRecorded):
            if not as_json:
                before = () if progress is None else last_judged(what.lesson, progress)
                _tell_goals(untold(what.lesson, NOT_JUDGED, before))
            raise
        if judged is not None and judged.passed and progress is not None:
            found = improvement(what.lesson, progress)
    assert judged is not None, "practice ends with a judgement unless it was cancelled"
    if as_json:
        print_json(_document(judged, found))
    else:
        _tell(judged)
        _tell_improvement(what.lesson, found)
    raise click.exceptions.Exit(_exit_code(judged))


def _exit_code(judged: Judged) -> int:
    states = {verdict.state.value for verdict in judged.verdicts}
    if "failed" in states:
        return NOT_PASSED
    return COULD_NOT_TELL if "unknown" in states else 0


def _document(judged: Judged, found: Improvement | None) -> Checked:
    from tutor.cli.documents import CauseRow, Checked, MistakeRow
    from tutor.engine import report_of

    mistake = judged.mistake
    return Checked(
        passed=judged.passed,
        goals=[_row(verdict) for verdict in judged.verdicts],
        mistake=None if mistake is None else MistakeRow(mistake.title, mistake.cause, mistake.hint),
        causes=[
            CauseRow(cause.key, cause.title, cause.meaning, cause.idea, cause.lesson, line, silent)
            for cause, line, silent in _causes(judged)
        ],
        build=report_of(judged.result),
        improved=None if found is None else _improved(found),
    )


def _row(verdict: Verdict) -> GoalRow:
    from tutor.cli.documents import GoalRow

    before = None if verdict.before is None else verdict.before.state.value
    return GoalRow(verdict.goal.id, verdict.goal.title, verdict.state.value, verdict.because, before)


def _improved(found: Improvement) -> Improved:
    from tutor.cli.course_documents import ChangeRow, Improved

    rows = [ChangeRow(one.what, one.unit, one.before, one.after) for one in found.changes]
    return Improved(found.first.number, found.last.number, rows)


def _tell(judged: Judged) -> None:
    click.echo(summary(judged.result))
    _tell_goals(judged.verdicts)
    if judged.mistake is not None:
        click.echo(f"\n{judged.mistake.title}: {judged.mistake.hint}")
    for cause, line, _ in _causes(judged) if judged.result.failure is None else ():
        if judged.mistake is None or judged.mistake.cause != cause.key:
            where = f" (line {line})" if line else ""
            click.echo(f"\n{cause.title}{where}. {cause.meaning} {cause.idea}")
            click.echo(f"Lesson {cause.lesson} is about that.")


def _tell_goals(verdicts: tuple[Verdict, ...]) -> None:
    """Each goal with its reason; one reason for all of them once, below."""
    click.echo("\nGoals:")
    reasons = {verdict.because for verdict in verdicts if verdict.state.value != "passed"}
    for_all = len(verdicts) > 1 and len(reasons) == 1 and all(verdict.because for verdict in verdicts)
    for verdict in verdicts:
        sign, stands = SIGNS[verdict.state.value], verdict.state.value
        if verdict.before is not None:
            sign, stands = SIGNS["unknown"], f"not judged, {verdict.before.state.value} before"
        click.echo(f"  {sign} {verdict.goal.title} ({stands})")
        if verdict.because and verdict.state.value != "passed" and not for_all:
            click.echo(f"      {verdict.because}")
    if for_all:
        click.echo(f"  {reasons.pop()}")


def _causes(judged: Judged) -> Iterator[tuple[Cause, int | None, bool]]:
    """Every named mistake once, with its line and whether it is a silent one."""
    from tutor.course import line_of_cause

    for cause in dict.fromkeys(judged.causes):
        yield cause, line_of_cause(judged, cause), False
    for one in judged.silent:
        yield one.cause, one.line, True


def _tell_improvement(lesson: Lesson, found: Improvement | None) -> None:
    """The learner's first build beside this one, the note of the lesson, and where to go on."""
    if found is None:
        return
    from tutor.cli.telling.improvement import told
    from tutor.course import Course

    following = Course.load().after(lesson)
    click.echo(f"\n{told(found)}\n\n{lesson.after.strip()}\n")
    click.echo(f"`distill quiz {lesson.handle}` asks the lesson's question.")
    if not found.at_once:
        pair = f"{lesson.handle}@{found.first.number} {lesson.handle}@{found.last.number}"
        click.echo(f"`distill compare {pair}` tells all that changed.")
    if following is not None:
        click.echo(f"Next: `distill start {following.handle}`, {following.title}.")
