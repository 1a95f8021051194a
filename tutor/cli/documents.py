"""The JSON documents that commands print: one type each, from which `distill schema` derives the JSON Schema.

Those about images come from ``tutor.insight.report``, those about the way through the course from
``tutor.cli.course_documents``; ``tutor.cli.schemas`` has all of them by command.

``schema`` is the version of a document; it grows by one when a field goes away or changes its meaning. New
fields may come without that. Sizes are bytes, times are seconds.
"""

from __future__ import annotations

import msgspec

from tutor.cli.course_documents import Improved
from tutor.engine.report import BuildReport


class Stopped(msgspec.Struct, frozen=True):
    """Any command that could not do its work: why, and what to do next; the exit code is 2.

    ``not_recorded`` is what the embedded engine does not know, null for every other reason; ``reason`` says
    why, ``near`` what it knows that comes close, ``line`` is the 1-based line of the Dockerfile, null for a
    run.
    """

    stopped: str
    advice: str
    schema: int = 1
    not_recorded: str | None = None
    reason: str | None = None
    near: list[str] = []
    line: int | None = None


class Started(msgspec.Struct, frozen=True):
    """`distill start`: where the lesson's files are.

    ``not_done_yet`` are the numbers of lessons that it builds on and that are not done; ``changed`` are those
    files besides the Dockerfile that are not as they came, ``put_back`` those that
    --fresh-app made so.
    """

    lesson: str
    folder: str
    dockerfile: str
    schema: int = 1
    changed: list[str] = []
    put_back: list[str] = []
    not_done_yet: list[int] = []


class GoalRow(msgspec.Struct, frozen=True):
    """How a goal stands: passed, failed or unknown; ``because`` is a sentence, empty when it passed.

    ``before`` is how it stood after the last build that could be judged, where this one made no image; null
    for a goal that was judged, and where there was no such build.
    """

    id: str
    title: str
    state: str
    because: str
    before: str | None = None


class MistakeRow(msgspec.Struct, frozen=True):
    """A wrong turn that was recognised; ``cause`` is its key (E1 …) where an error message gave it away."""

    title: str
    cause: str | None
    hint: str


class CauseRow(msgspec.Struct, frozen=True):
    """A named mistake (E1 to E26): what happened, what to do, the number of the lesson that explains it.

    ``line`` is null where no line is to blame, or it is the build's own (see ``build.failure``). ``silent``
    tells that no engine reports it.
    """

    key: str
    title: str
    meaning: str
    idea: str
    lesson: int
    line: int | None
    silent: bool


class Checked(msgspec.Struct, frozen=True):
    """`distill check`: the verdict for every goal and the build behind it.

    ``improved`` compares the learner's first build with this one when all goals passed, else it is null.
    """

    passed: bool
    goals: list[GoalRow]
    mistake: MistakeRow | None
    causes: list[CauseRow]
    build: BuildReport
    schema: int = 1
    improved: Improved | None = None


class Answered(msgspec.Struct, frozen=True):
    """What a server was asked and said; ``status`` is null when no answer came."""

    request: str
    status: int | None
    body: str


class Ran(msgspec.Struct, frozen=True):
    """`distill run`: how the container ended; ``exit_code`` is null when it never started or we ended it.

    ``http`` is null where no server was asked.
    """

    stage: str
    exit_code: int | None
    stdout: str
    stderr: str
    seconds: float
    timed_out: bool
    refused: str | None
    cause: str | None
    http: Answered | None = None
    schema: int = 1


class Hinted(msgspec.Struct, frozen=True):
    """`distill hint`: one hint; ``diff`` is null except in the last, and ``again`` tells that it was the last
    before, too.
    """

    lesson: str
    hint: int
    of: int
    text: str
    diff: str | None
    again: bool = False
    schema: int = 1


class Solved(msgspec.Struct, frozen=True):
    """`distill solution`: the Dockerfile, or with --diff the unified diff from the learner's to it."""

    lesson: str
    dockerfile: str | None = None
    diff: str | None = None
    schema: int = 1


class Reset(msgspec.Struct, frozen=True):
    """`distill reset`: which Dockerfile was put back, or brought back with --undo; ``put_back`` are the other
    files that came back to what they were.
    """

    lesson: str
    dockerfile: str
    undone: bool
    schema: int = 1
    put_back: list[str] = []


class EngineRow(msgspec.Struct, frozen=True):
    """The engine that answered."""

    title: str
    kind: str
    builder: str
    host: str
    store: str
    platform: str


class TriedRow(msgspec.Struct, frozen=True):
    """A place where an engine was looked for, what came of it, and what to do about it."""

    where: str
    outcome: str
    advice: str


class RecordedRow(msgspec.Struct, frozen=True):
    """A base image that the embedded engine holds, and from what and when it was recorded."""

    names: list[str]
    bytes: int
    paths: int
    source: str
    recorded: str
    engine: str
    made_by: str


class EmbeddedRow(msgspec.Struct, frozen=True):
    """What the embedded engine has recorded: base images, and how many commands of each tool."""

    images: list[RecordedRow]
    commands: dict[str, int]


class Diagnosis(msgspec.Struct, frozen=True):
    """`distill doctor`: versions, the learner's folder, the engine, what is recorded, and what to do."""

    distill: str
    python: str
    system: str
    packages: dict[str, str | None]
    home: str
    free_bytes: int
    engine: EngineRow | None
    tried: list[TriedRow]
    advice: list[str]
    schema: int = 1
    embedded: EmbeddedRow | None = None


class CleanedUp(msgspec.Struct, frozen=True):
    """`distill clean`: what was removed, or with --dry-run would be."""

    engine: str
    dry_run: bool
    containers: list[str]
    images: list[str]
    freed_bytes: int
    schema: int = 1


class RecordedImageRow(msgspec.Struct, frozen=True):
    """A recorded base image; ``size`` is the bytes of the files that it shows."""

    names: list[str]
    size: int
    paths: int
    recorded: str
    engine: str
    source: str


class RecordedCommandRow(msgspec.Struct, frozen=True):
    """A recorded command in its canonical spelling; ``folder`` is empty when it may be any."""

    command: str
    folder: str
    recorded: str
    engine: str
    source: str


class Recorded(msgspec.Struct, frozen=True):
    """`distill record`: what is in the folder now; ``new`` and ``refused`` are about this call."""

    folder: str
    new: list[str]
    refused: list[str]
    images: list[RecordedImageRow]
    commands: list[RecordedCommandRow]
    programs: int
    """Of how many programs runs are recorded."""
    schema: int = 1
