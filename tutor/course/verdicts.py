"""From evidence to verdicts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tutor.course.attempt import Attempt, AttemptState
from tutor.course.goals import BuildSucceeds, Evidence
from tutor.course.lesson import Goal, Lesson, State, Verdict
from tutor.course.progress import Progress
from tutor.course.why_not import fill
from tutor.engine.result import BuildFailure


def judge(goal: Goal, evidence: Evidence) -> Verdict:
    """How a goal stands on this evidence; pure."""
    finding = goal.check.judge(evidence)
    if finding.passed:
        return Verdict(goal, State.PASSED)
    state = State.UNKNOWN if finding.passed is None else State.FAILED
    return Verdict(goal, state, finding.instead or fill(goal.why_not, finding.facts))


def judge_all(lesson: Lesson, evidence: Evidence) -> tuple[Verdict, ...]:
    """How all goals stand, in the lesson's order."""
    return tuple(judge(goal, evidence) for goal in lesson.goals)


def failed_build(
    lesson: Lesson, failure: BuildFailure, before: Iterable[Verdict] = ()
) -> tuple[Verdict, ...]:
    """All goals are red when the build failed, because there is no image to judge; they keep how they stood
    ``before``.
    """
    where = f" at line {failure.line}" if failure.line is not None else ""
    why = failure.cause.title if failure.cause is not None else _first_line(failure.message)
    red = (Verdict(goal, State.FAILED, f"The build failed{where}: {why}") for goal in lesson.goals)
    return _keeping(before, red)


def untold(lesson: Lesson, reason: str, before: Iterable[Verdict] = ()) -> tuple[Verdict, ...]:
    """No goal can be told, for one reason; they keep how they stood ``before``."""
    return _keeping(before, (Verdict(goal, State.UNKNOWN, reason) for goal in lesson.goals))


def last_judged(lesson: Lesson, progress: Progress) -> tuple[Verdict, ...]:
    """How the goals stood after the learner's last build that could be judged; () when there is none."""
    attempt = progress.last_judged(lesson.slug)
    return () if attempt is None else _noted(lesson, attempt)


def remembered(lesson: Lesson, attempt: Attempt, before: Iterable[Verdict] = ()) -> tuple[Verdict, ...]:
    """How the goals stood after an attempt, with how they stood ``before`` where that was no build to judge;
    goals that the lesson has got since are left out.
    """
    verdicts = _noted(lesson, attempt)
    return _keeping(before, verdicts) if attempt.state is AttemptState.FAILED else verdicts


def _noted(lesson: Lesson, attempt: Attempt) -> tuple[Verdict, ...]:
    notes = {note.goal: note for note in attempt.verdicts}
    return tuple(
        Verdict(goal, notes[goal.id].state, notes[goal.id].because)
        for goal in lesson.goals
        if goal.id in notes
    )


def _keeping(before: Iterable[Verdict], verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """Verdicts on a build without an image, with those ``before``; a goal that asks for the build itself has
    its answer.
    """
    stood = {verdict.goal.id: verdict for verdict in before}
    return tuple(
        verdict
        if isinstance(verdict.goal.check, BuildSucceeds)
        else replace(verdict, before=stood.get(verdict.goal.id))
        for verdict in verdicts
    )


def _first_line(message: str) -> str:
    return next((line.strip() for line in message.splitlines() if line.strip()), "the engine gave no reason")
