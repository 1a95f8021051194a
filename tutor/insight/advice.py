"""The changes to a Dockerfile that would save most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tutor.dockerfile import Problem
from tutor.engine import BuildResult
from tutor.insight.explanation import Explanation


@dataclass(frozen=True, slots=True)
class Advice:
    """A change that would make the final image smaller or safer.

    ``because`` is a sentence with the figures that speak for it, and with how they were reckoned where
    ``estimated``. ``saves_bytes`` is 0 for what is about safety. ``lesson`` is the slug of the lesson that
    explains it.
    """

    title: str
    because: str
    line: int | None
    saves_bytes: int
    estimated: bool
    lesson: str | None


def advise(
    result: BuildResult, text: str, explanation: Explanation, problems: Sequence[Problem] = ()
) -> tuple[Advice, ...]:
    """The changes worth making, those that save most first."""
    return ()
