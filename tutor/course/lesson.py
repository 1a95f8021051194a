"""What a lesson is, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Literal

import msgspec

from tutor.course.goals import Check
from tutor.engine.request import HttpProbe

ALL = "*"
MISSING_BASE = "missing-base"

Matter = Literal["user", "folder", "name", "read_only"]
"""What a program's output may depend on besides its arguments, its input and its files."""


class HttpSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The request that the lesson's server is asked with; ``also`` are further paths, only to be recorded."""

    port: int
    path: str = "/"
    also: tuple[str, ...] = ()
    seconds: float = 10.0

    def probe(self, path: str | None = None) -> HttpProbe:
        """The request, or the one for another path."""
        return HttpProbe(self.port, self.path if path is None else path, self.seconds)


CHALLENGE = "challenge-"


class RunSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the lesson's image is run; ``seconds`` is the most that a run may take.

    With ``http`` it is a server: it is started, asked, and ended. The rest is there for recordings, and
    nothing else looks at it: ``also`` are other inputs that learners try, each a whole standard input,
    ``matters`` and ``looks_at`` tell what else decides what the program does. A path of ``looks_at`` that
    begins with ``./`` is relative to the working folder; one that ends in a slash means all below it;
    ``{1:/data}`` in it is the first argument, or ``/data`` without one. What begins with ``$`` is a variable.
    """

    stdin: str = ""
    also: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()
    network: bool = False
    read_only: bool = False
    env: Mapping[str, str] = msgspec.field(default_factory=dict)
    seconds: float = 30.0
    http: HttpSpec | None = None
    matters: tuple[Matter, ...] = ()
    looks_at: tuple[str, ...] = ()


class ProofSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a lesson claims of itself, to be held against builds.

    ``red_at_start`` are the goals that are not green when the start is built, ``*`` for all of them.
    ``start_cause`` is the key of the cause that is recognised there, or ``missing-base`` when the start's
    base is not to be had. ``solution_bytes`` and ``largest_bytes`` are bounds for the sizes of the solution's
    final image and of its largest stage.
    """

    red_at_start: tuple[str, ...]
    start_cause: str | None = None
    solution_bytes: tuple[int, int] | None = None
    largest_bytes: tuple[int, int] | None = None


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
    """How a goal stands after a build; ``because`` is a sentence, empty for a goal that passed.

    ``before`` is how it stood after the last build that could be judged, where this one could not: its image
    is not there, so the goal is not reached, but nothing says that it was lost.
    """

    goal: Goal
    state: State
    because: str = ""
    before: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Mistake:
    """A wrong turn that the lesson knows, with the hint for it.

    It is recognised by ``cause`` (a key such as ``E1`` that the engine's message gave), by ``says`` (words
    that the failing step of the build wrote), or, where nothing reports an error, by ``goal`` (its id) being
    red; by each of them only while the goals of ``while_passed`` are green. ``text`` is a
    whole Dockerfile that takes the turn.
    """

    file: str
    title: str
    text: str
    hint: str
    cause: str | None = None
    goal: str | None = None
    while_passed: tuple[str, ...] = ()
    says: str | None = None
    with_solution_files: bool = False
    """Whether the files of the solution lie in the workspace too."""


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
    proof: ProofSpec | None = None
    hints_after_failures: int = 0
    """How many builds have to miss a goal before there are hints."""
    pack: str | None = None
    """The pack that it came with; its slug begins with the pack's name and a colon then."""

    @property
    def name(self) -> str:
        """``03-a-second-from``, as its folder is called; in a pack ``basics.03-a-second-from``."""
        plain = f"{self.number:02d}-{self.slug.rpartition(':')[2]}"
        return plain if self.pack is None else f"{self.pack}.{plain}"

    @property
    def handle(self) -> str:
        """What a person calls it by: ``3``, or ``basics:3``."""
        return str(self.number) if self.pack is None else f"{self.pack}:{self.number}"

    @property
    def build_name(self) -> str:
        """What its images are called on an engine: ``lesson-03``, or ``basics-lesson-03``."""
        plain = f"lesson-{self.number:02d}"
        return plain if self.pack is None else f"{self.pack}-{plain}"

    @property
    def exam(self) -> bool:
        """Whether it holds back its hints, and so its solution."""
        return self.hints_after_failures > 0

    @property
    def challenge(self) -> bool:
        """Whether the lesson sets a task without teaching the way: its slug says so."""
        return self.slug.rpartition(":")[2].startswith(CHALLENGE)

    def goal(self, goal_id: str) -> Goal | None:
        """The goal of that id."""
        return next((goal for goal in self.goals if goal.id == goal_id), None)
