"""The JSON documents about the way through the course, as ``tutor.cli.documents`` are about its parts."""

from __future__ import annotations

import msgspec

from tutor.cli.pack_documents import PackRow


class LessonRow(msgspec.Struct, frozen=True):
    """A lesson and how far the learner is; ``passed`` counts the goals that were green in the best attempt.

    ``first_bytes`` is the final image of the learner's first whole build, ``best_bytes`` the smallest that
    passed; ``recorded`` is whether that one came from recordings. ``builds_on`` are numbers of lessons,
    ``not_done_yet`` those of them that are not done; nothing is locked. ``quiz`` is right, wrong, or null
    for no answer. ``passed_at`` is ISO 8601 in UTC.
    """

    number: int
    slug: str
    title: str
    summary: str
    app: str
    minutes: int
    goals: int
    passed: int
    completed: bool
    attempts: int
    challenge: bool = False
    next: bool = False
    builds_on: list[int] = []
    not_done_yet: list[int] = []
    covers: list[str] = []
    first_bytes: int | None = None
    best_bytes: int | None = None
    engine: str | None = None
    recorded: bool | None = None
    attempts_to_pass: int | None = None
    hints: int = 0
    quiz: str | None = None
    passed_at: str | None = None


class Lessons(msgspec.Struct, frozen=True):
    """`distill lessons`: all lessons by number, which is next, and what was saved; ``saved_means`` says how
    that is reckoned.
    """

    lessons: list[LessonRow]
    schema: int = 1
    next: str | None = None
    saved_bytes: int = 0
    saved_means: str = ""
    packs: list[PackRow] = []


class Asked(msgspec.Struct, frozen=True):
    """`distill quiz`: the question; with an answer whether it is right, and the explanation when it is.

    ``answer`` counts the choices from 1; it is the one given now, or else the one kept, null for none.
    """

    lesson: str
    question: str
    choices: list[str]
    answer: int | None
    right: bool | None
    explanation: str | None
    schema: int = 1


class ChangeRow(msgspec.Struct, frozen=True):
    """A figure of two final images; ``unit`` is bytes or count, null is what was not measured."""

    what: str
    unit: str
    before: int | None
    after: int | None


class Improved(msgspec.Struct, frozen=True):
    """From the learner's first whole build of a lesson to the last that passed, both by attempt number."""

    first: int
    last: int
    changes: list[ChangeRow]


class GolfRow(msgspec.Struct, frozen=True):
    """A passing build; ``recorded`` is whether it came from recordings, ``date`` ISO 8601 in UTC."""

    bytes: int
    seconds: float
    lesson: str
    attempt: int
    engine: str
    recorded: bool
    date: str


class GolfApp(msgspec.Struct, frozen=True):
    """The records of an app: smallest final images first; ``rebuilds`` are the quickest of each engine."""

    app: str
    largest_bytes: int
    top: list[GolfRow]
    rebuilds: list[GolfRow]


class Golf(msgspec.Struct, frozen=True):
    """`distill golf`: personal records by app; ``counts`` and ``rebuild_means`` say what is counted."""

    apps: list[GolfApp]
    counts: str
    rebuild_means: str
    schema: int = 1


class Certified(msgspec.Struct, frozen=True):
    """`distill certificate`: what was completed, and the document; ``file`` is where it was written to."""

    name: str
    completed: int
    lessons: int
    saved_bytes: int
    rows: list[LessonRow]
    markdown: str
    file: str | None
    schema: int = 1
