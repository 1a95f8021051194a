"""A learner's attempt at a lesson, as it is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from tutor.course.finished import FinalSurface
from tutor.course.lesson import Lesson, State


class AttemptState(Enum):
    """How far an attempt got."""

    RUNNING = "running"
    BUILT = "built"
    FAILED = "failed"
    CANCELLED = "cancelled"
    LOST = "lost"
    """The engine could not go on."""
    INTERRUPTED = "interrupted"
    """The tutor itself was ended in the middle of it."""


@dataclass(frozen=True, slots=True)
class GoalNote:
    """How a goal stood after an attempt."""

    goal: str
    state: State
    because: str = ""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One build of a learner's Dockerfile with what came of it.

    ``id`` is None until it is recorded. ``started_at`` and ``ended_at`` are seconds since 1970; ``seconds``
    is the build's wall time. ``final_bytes`` is the size of the final image when all of the Dockerfile was
    built, uncompressed, ``surface`` what there is to use against it. ``report`` is the build as ``distill
    build --json`` prints it.
    """

    lesson: str
    app: str
    started_at: float
    dockerfile: str
    engine: str
    state: AttemptState = AttemptState.RUNNING
    ended_at: float | None = None
    report: Mapping[str, Any] | None = None
    verdicts: tuple[GoalNote, ...] = ()
    final_bytes: int | None = None
    seconds: float | None = None
    surface: FinalSurface | None = None
    id: int | None = None

    @classmethod
    def of(cls, lesson: Lesson, dockerfile: str, engine: str, started_at: float) -> Attempt:
        """An attempt at a lesson that is about to begin."""
        return cls(lesson.slug, lesson.app, started_at, dockerfile, engine)

    @property
    def passed(self) -> frozenset[str]:
        """The ids of the goals that were green."""
        return frozenset(note.goal for note in self.verdicts if note.state is State.PASSED)

    @property
    def complete(self) -> bool:
        """Whether all goals were green."""
        return bool(self.verdicts) and len(self.passed) == len(self.verdicts)
