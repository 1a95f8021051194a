"""Recording what programs print in containers, from a real engine."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import Literal

from tutor.engine.cancel import Cancel
from tutor.engine.embedded.catalogue.format import Chunk, Provenance, RecordedRun
from tutor.engine.embedded.contents import Contents, digest_of
from tutor.engine.embedded.recording.substitution import Substitution
from tutor.engine.embedded.recording.timing import within
from tutor.engine.embedded.running import Image, Mattered, Situation, becomes, create, recorded
from tutor.engine.errors import EngineError
from tutor.engine.protocol import Engine
from tutor.engine.request import RunRequest

SETTINGS = ("/etc/nsswitch.conf", "/etc/ssl/certs/ca-certificates.crt")
"""Files of an image that change what a program prints when it looks at them."""
NAME_SERVERS = b"/etc/resolv.conf"
"""Who never looks there does not care for a network."""
VARIABLE = "$"
"""Before a name among the paths that a program looks at: a variable of its environment."""
NODE_ENV = "NODE_ENV"
MODULES = "node_modules"

MOST_PROGRAM_BYTES = 256 * 1024 * 1024
MOST_SCRIPT_BYTES = 1024 * 1024
MOST_SCRIPTS = 400

SERVER_SECONDS = 6.0
"""How long one listens to a server that nobody asks anything."""


@dataclass(frozen=True, slots=True)
class Matters:
    """What a lesson says its program depends on; see ``RunSpec``."""

    what: tuple[str, ...] = ()
    looks_at: tuple[str, ...] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(path for path in self.looks_at if not path.startswith(VARIABLE))

    @property
    def variables(self) -> tuple[str, ...]:
        """Names of what it looks at in its environment."""
        return tuple(name.removeprefix(VARIABLE) for name in self.looks_at if name.startswith(VARIABLE))


@dataclass(frozen=True, slots=True)
class Subject:
    """An image on the real engine, and the same image on the embedded one."""

    real: Engine
    name: str
    embedded: Image
    contents: Contents

    def situation(self, request: RunRequest) -> Situation:
        """What the embedded engine sees of a run. Raises Refused, Ended, NotRecorded."""
        container = create(self.embedded, request, self.contents)
        started = becomes(container, self.contents).started
        return Situation.of(started, container, request, self.contents)


def record_run(
    subject: Subject,
    request: RunRequest,
    origin: Provenance,
    substitution: Substitution,
    matters: Matters,
    *,
    serves: bool,
) -> RecordedRun:
    """What the program of the image prints when nobody asks it anything.

    What a program looks at is told by its own text: a path that does not stand in it is not looked at. With
    ``serves`` one that does not end within a few seconds is a server. Raises Refused and Ended where the
    program does not even start, EngineError for images that differ or do not end, Unfit.
    """
    situation = subject.situation(request)
    mattered = _mattered(subject, situation, request, matters)
    told = _Told(substitution)
    asked = replace(request, image=subject.name, http=None, health=None)
    if serves:
        asked = replace(asked, limits=replace(asked.limits, seconds=SERVER_SECONDS))
    result = subject.real.run(asked, Cancel(), told.take)
    if result.exit_code is None and not (serves and result.timed_out):
        why = result.refused or f"it did not end within {asked.limits.seconds:.0f} s"
        raise EngineError(f"{subject.real.info.title} does not run {subject.name} to its end: {why}.")
    result = replace(result, seconds=round(result.seconds, 3))
    output = within(result.seconds, told.output)
    return recorded(subject.embedded, request, subject.contents, result, output, mattered, origin)


def _mattered(subject: Subject, situation: Situation, request: RunRequest, matters: Matters) -> Mattered:
    said = Mattered(
        finds=matters.paths,
        variables=matters.variables,
        user="user" in matters.what,
        folder="folder" in matters.what,
        name="name" in matters.what,
        read_only=request.read_only or "read_only" in matters.what,
    )
    if situation.interpreted is not None:
        return replace(said, ignores=_ignored(subject, situation))
    program = _program(subject, situation)
    return replace(
        said,
        looked_at=tuple(path for path in SETTINGS if path.encode() in program),
        network=NAME_SERVERS in program,
    )


def _ignored(subject: Subject, situation: Situation) -> tuple[str, ...]:
    """NODE_ENV where nothing of what the program is made of mentions it."""
    assert situation.interpreted is not None
    place = situation.interpreted.names.get("{folder}")
    if place is None or not situation.started.program.path.endswith("/node"):
        return ()
    files = situation.container.view.files
    scripts = [
        entry
        for entry in files.below(place.strip("/"))
        if entry.path.endswith((".js", ".cjs", ".mjs")) and entry.size <= MOST_SCRIPT_BYTES
    ]
    if place == "/" or len(scripts) > MOST_SCRIPTS:
        return ()
    for entry in scripts:
        if NODE_ENV.encode() in subject.real.read_file(subject.name, f"/{entry.path}", MOST_SCRIPT_BYTES):
            return ()
    return (NODE_ENV,)


def _program(subject: Subject, situation: Situation) -> bytes:
    program = situation.started.program
    path = f"/{program.path}"
    content = subject.real.read_file(subject.name, path, MOST_PROGRAM_BYTES)
    if digest_of(content) != program.digest:
        raise EngineError(
            f"{path} is another file on {subject.real.info.title} than the one that was recorded.",
            advice="Record the commands that make it again.",
        )
    return content


@dataclass
class _Told:
    substitution: Substitution
    began: float = field(default_factory=time.monotonic)
    output: list[Chunk] = field(default_factory=list)

    def take(self, stream: Literal["stdout", "stderr"], data: bytes) -> None:
        at = round(time.monotonic() - self.began, 3)
        self.output.append(Chunk(at, stream, self.substitution.in_bytes(data, "the output")))
