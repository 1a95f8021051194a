"""Which wrong turn of a lesson a learner has taken."""

from __future__ import annotations

from collections.abc import Iterable

from tutor.course.lesson import Lesson, Mistake, State, Verdict
from tutor.dockerfile import parse
from tutor.engine.causes import Cause

_NO_SHELL = "E7"


def mistake_of(
    lesson: Lesson,
    text: str,
    verdicts: Iterable[Verdict],
    causes: Iterable[Cause],
    said: str = "",
    *,
    built: bool = True,
) -> Mistake | None:
    """The lesson's mistake whose words the failing step ``said``, or that the causes name; otherwise the one
    whose goal is red. None is named while one of its ``while_passed`` is not green.

    A red goal tells nothing about the Dockerfile that the lesson starts with, nor about one that was not
    ``built``: then all goals are red.
    """
    states = {verdict.goal.id: verdict.state for verdict in verdicts}
    possible = [
        mistake
        for mistake in lesson.mistakes
        if all(states.get(goal) is State.PASSED for goal in mistake.while_passed)
    ]
    for mistake in possible:
        if mistake.says and mistake.says in said:
            return mistake
    keys = [cause.key for cause in causes]
    for key in keys:
        for mistake in possible:
            if mistake.cause == key and happens_there(mistake, built=built):
                return mistake
    if text == lesson.start or not built:
        return None
    red = {goal for goal, state in states.items() if state is State.FAILED}
    return next((mistake for mistake in possible if mistake.goal in red), None)


def happens_there(mistake: Mistake, *, built: bool) -> bool:
    """Whether a mistake shows there, in the build or after it: a RUN misses a shell, or what starts does."""
    if mistake.cause != _NO_SHELL:
        return True
    stages = parse(mistake.text).stages
    runs = bool(stages) and any(one.keyword == "RUN" for one in stages[-1].instructions)
    return runs is not built
