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
from tutor.engine.embedded.running import Image, Mattered, Started, create, recorded, start
from tutor.engine.embedded.running.shell_form import through_shell
from tutor.engine.errors import EngineError
from tutor.engine.protocol import Engine
from tutor.engine.request import RunRequest

SETTINGS = ("/etc/nsswitch.conf", "/etc/ssl/certs/ca-certificates.crt")
"""Files of an image that change what a program prints when it looks at them."""
NAME_SERVERS = b"/etc/resolv.conf"
"""Who never looks there does not care for a network."""

MOST_PROGRAM_BYTES = 256 * 1024 * 1024


def record_run(
    real: Engine,
    image: str,
    request: RunRequest,
    embedded: Image,
    contents: Contents,
    origin: Provenance,
    substitution: Substitution,
) -> RecordedRun:
    """What the program of ``image``, a name on the real engine, prints; ``embedded`` is the same image.

    What the program looks at is told by its own text: a path that does not stand in it is not looked at.
    Raises Refused and Ended where the program does not even start, EngineError for images that differ or do
    not end, Unfit.
    """
    program = _program(real, image, _started(embedded, request, contents))
    told = _Told(substitution)
    result = real.run(replace(request, image=image), Cancel(), told.take)
    if result.exit_code is None:
        why = result.refused or f"it did not end within {request.limits.seconds:.0f} s"
        raise EngineError(f"{real.info.title} does not run {image} to its end: {why}.")
    mattered = Mattered(
        looked_at=tuple(path for path in SETTINGS if path.encode() in program),
        network=NAME_SERVERS in program,
        read_only=request.read_only,
    )
    result = replace(result, seconds=round(result.seconds, 3))
    output = within(result.seconds, told.output)
    return recorded(embedded, request, contents, result, output, mattered, origin)


def _started(embedded: Image, request: RunRequest, contents: Contents) -> Started:
    container = create(embedded, request, contents)
    started = start(container, contents)
    return through_shell(started, container, contents) or started


def _program(real: Engine, image: str, started: Started) -> bytes:
    path = f"/{started.program.path}"
    content = real.read_file(image, path, MOST_PROGRAM_BYTES)
    if digest_of(content) != started.program.digest:
        raise EngineError(
            f"{path} is another file on {real.info.title} than the one that was recorded.",
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
