"""Which wrong turn of a lesson a learner has taken."""

from __future__ import annotations

from collections.abc import Iterable

from tutor.course.lesson import Lesson, Mistake, State, Verdict
from tutor.engine.causes import Cause


def mistake_of(
    lesson: Lesson, text: str, verdicts: Iterable[Verdict], causes: Iterable[Cause], said: str = ""
) -> Mistake | None:
    """The lesson's mistake whose words the failing step ``said``, or that the causes name; otherwise the one
    whose goal is red.

    A red goal tells nothing about the Dockerfile that the lesson starts with, and a goal that is red because
    the build failed tells less than the failure.
    """
    for mistake in lesson.mistakes:
        if mistake.says and mistake.says in said:
            return mistake
    keys = [cause.key for cause in causes]
    for key in keys:
        for mistake in lesson.mistakes:
            if mistake.cause == key:
                return mistake
    if text == lesson.start:
        return None
    states = {verdict.goal.id: verdict.state for verdict in verdicts}
    return next((mistake for mistake in lesson.mistakes if _fits(mistake, states)), None)


def _fits(mistake: Mistake, states: dict[str, State]) -> bool:
    return (
        mistake.goal is not None
        and states.get(mistake.goal) is State.FAILED
        and all(states.get(goal) is State.PASSED for goal in mistake.while_passed)
    )
