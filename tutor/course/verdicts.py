"""From evidence to verdicts."""

from __future__ import annotations

from tutor.course.goals import Evidence
from tutor.course.lesson import Goal, Lesson, State, Verdict
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


def failed_build(lesson: Lesson, failure: BuildFailure) -> tuple[Verdict, ...]:
    """All goals are red when the build failed, because there is no image to judge."""
    where = f" at line {failure.line}" if failure.line is not None else ""
    why = failure.cause.title if failure.cause is not None else _first_line(failure.message)
    return tuple(Verdict(goal, State.FAILED, f"The build failed{where}: {why}") for goal in lesson.goals)


def untold(lesson: Lesson, reason: str) -> tuple[Verdict, ...]:
    """No goal can be told, for one reason."""
    return tuple(Verdict(goal, State.UNKNOWN, reason) for goal in lesson.goals)


def _first_line(message: str) -> str:
    return next((line.strip() for line in message.splitlines() if line.strip()), "the engine gave no reason")
