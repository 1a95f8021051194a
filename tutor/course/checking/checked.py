"""What a check of a lesson yields: one value for its text, and one for each of its Dockerfiles."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from tutor.course.checking.outcome import Outcome
from tutor.course.checking.problem import Problem


class Standing(Enum):
    """How something of a lesson stands to what the lesson says of it."""

    AS_DECLARED = "as declared"
    OTHERWISE = "otherwise"
    UNTOLD = "could not tell"
    """The engine could not go on, or an image is not to be had on it."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A file of a lesson, checked.

    ``role`` is one of course, text, start, solution, answer, wrong turn and also; ``said`` is what
    came of it in a few words. ``remarks`` do not count against the lesson. ``files`` is how many Dockerfiles
    it stands for; ``seconds`` is wall time.
    """

    file: str
    role: str
    standing: Standing
    said: str
    problems: tuple[Problem, ...] = ()
    remarks: tuple[str, ...] = ()
    outcome: Outcome | None = None
    seconds: float = 0.0
    files: int = 1
