"""What a lesson is, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

import msgspec

from tutor.course.goals import Check


class RunSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the lesson's image is run; ``seconds`` is the most that a run may take.

    ``also`` are other inputs that learners try, each a whole standard input: they are recorded for the
    embedded engine, and nothing else looks at them.
    """

    stdin: str = ""
    also: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()
    network: bool = False
    read_only: bool = False
    env: Mapping[str, str] = msgspec.field(default_factory=dict)
    seconds: float = 30.0


class Hint(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of the three hints; the last one has ``diff`` and shows the way from the learner's text to the
    solution.
    """

    text: str
    diff: bool = False


class Quiz(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One question; ``answer`` is the index of the right choice, counted from 0."""

    question: str
    choices: tuple[str, ...]
    answer: int
    explanation: str


@dataclass(frozen=True, slots=True)
class Goal:
    """Something the learner's image should be or do.

    ``why_not`` is a template over the facts that ``check`` measures, for instance ``{final} of {other}``.
    """

    id: str
    title: str
    check: Check
    why_not: str


class State(Enum):
    """How a goal stands."""

    PASSED = "passed"
    FAILED = "failed"
    UNKNOWN = "unknown"
    """It could not be told: nothing was built yet, the build was cancelled, the engine could not measure."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a goal stands after a build; ``because`` is a sentence, empty for a goal that passed."""

    goal: Goal
    state: State
    because: str = ""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A wrong turn that the lesson knows, with the hint for it.

    It is recognised by ``cause`` (a key such as ``E1`` that the engine's message gave), by ``says`` (words
    that the failing step of the build wrote), or, where nothing reports an error, by ``goal`` (its id) being
    red while the goals of ``while_passed`` are green. ``text`` is a whole Dockerfile that takes the turn.
    """

    file: str
    title: str
    text: str
    hint: str
    cause: str | None = None
    goal: str | None = None
    while_passed: tuple[str, ...] = ()
    says: str | None = None


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson of the course, complete.

    ``start`` and ``solution`` are Dockerfiles; ``text`` and ``after`` are CommonMark. ``app_folder`` is what
    a workspace is filled from.
    """

    number: int
    slug: str
    title: str
    summary: str
    minutes: int
    app: str
    app_folder: Path
    folder: Path
    covers: tuple[str, ...]
    prerequisites: tuple[int, ...]
    images: tuple[str, ...]
    start: str
    solution: str
    text: str
    after: str
    goals: tuple[Goal, ...]
    hints: tuple[Hint, ...]
    quiz: Quiz
    run: RunSpec = field(default_factory=RunSpec)
    mistakes: tuple[Mistake, ...] = ()

    @property
    def name(self) -> str:
        """``03-a-second-from``, as its folder is called."""
        return f"{self.number:02d}-{self.slug}"

    def goal(self, goal_id: str) -> Goal | None:
        """The goal of that id."""
        return next((goal for goal in self.goals if goal.id == goal_id), None)
