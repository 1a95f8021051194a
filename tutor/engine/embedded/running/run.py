"""Running a container to its end, without one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from tutor.engine.cancel import Cancel
from tutor.engine.causes import recognise, why_unwell
from tutor.engine.embedded.catalogue.format import Chunk, RecordedRun
from tutor.engine.embedded.contents import Contents
from tutor.engine.embedded.pace import paced
from tutor.engine.embedded.running.answers import answer_to
from tutor.engine.embedded.running.becoming import Became, becomes
from tutor.engine.embedded.running.checking import health_of
from tutor.engine.embedded.running.container import Container, Image, Refused, create
from tutor.engine.embedded.running.naming import named
from tutor.engine.embedded.running.recordings import Runs, Situation, chosen
from tutor.engine.embedded.running.shell_form import FATAL_SIGNAL
from tutor.engine.embedded.running.starting import Ended, Started
from tutor.engine.embedded.running.view import READ, may
from tutor.engine.errors import NotRecorded
from tutor.engine.protocol import OnOutput
from tutor.engine.request import Replay, RunRequest
from tutor.engine.result import RunResult

LAST_BYTES = 8192
"""How much of each stream is searched for a known mistake."""


def run(
    image: Image,
    request: RunRequest,
    contents: Contents,
    catalogue: Runs,
    on_output: OnOutput | None = None,
    cancel: Cancel | None = None,
    replay: Replay = "instant",
) -> RunResult:
    """What a real engine's run of this image would give; ``seconds`` are recorded, 0.0 for what is computed.

    Raises NotRecorded for all that is neither computed nor recorded.
    """
    cancel = cancel or Cancel()
    output = _Output(request, on_output)
    try:
        container = create(image, request, contents)
        became = becomes(container, contents)
        situation = Situation.of(became.started, container, request, contents)
        recording = _recording(became, situation, catalogue)
        http = answer_to(request.http, recording, situation, contents)
        health = health_of(request.health, recording, situation, image.config, contents)
    except Refused as problem:
        return RunResult(None, refused=problem.message, cause=recognise(problem.message))
    except Ended as problem:
        if problem.stderr:
            output.take(Chunk(0.0, "stderr", problem.stderr.encode("utf-8", "surrogateescape")))
        return output.result(problem.exit_code, 0.0)
    most = request.limits.seconds
    asked = request.http is not None or request.health is not None
    if recording.serves and not asked:
        seconds, timed_out = most, True
    elif recording.serves:
        seconds, timed_out = max((chunk.at for chunk in recording.output), default=0.0), False
    else:
        seconds, timed_out = min(recording.seconds, most), recording.seconds > most
    names = {} if situation.interpreted is None else situation.interpreted.names
    chunks = [chunk for chunk in named(recording.output, names) if chunk.at <= seconds]
    for chunk in paced(chunks, seconds, replay, cancel):
        output.take(chunk)
    ended_by_us = timed_out or cancel.thrown or (recording.serves and asked)
    result = output.result(recording.exit_code, seconds)
    if http is not None or health is not None:
        result = replace(result, cause=why_unwell(health))
    code = None if ended_by_us else result.exit_code
    return replace(result, exit_code=code, timed_out=timed_out, http=http, health=health)


def _recording(became: Became, situation: Situation, catalogue: Runs) -> RecordedRun:
    """What the program prints."""
    started = became.started
    _check_readable(started, situation.container)
    recording = chosen(situation, catalogue.runs(started.program.digest or ""))
    if became.by_shell and not recording.serves and recording.exit_code >= FATAL_SIGNAL:
        raise NotRecorded(
            started.argv[0], reason="how a shell tells that a program was killed is not recorded"
        )
    return recording


def _check_readable(started: Started, container: Container) -> None:
    program = started.program
    if started.process.entry is not program and not may(container.view.user, program, READ):
        raise NotRecorded(
            f"/{program.path}", reason="what its interpreter says when it may not read it was not recorded"
        )


@dataclass
class _Output:
    """What was told so far, up to the limit."""

    request: RunRequest
    on_output: OnOutput | None
    stdout: bytearray = field(default_factory=bytearray)
    stderr: bytearray = field(default_factory=bytearray)
    truncated: bool = False

    def take(self, chunk: Chunk) -> None:
        room = self.request.limits.output_bytes - len(self.stdout) - len(self.stderr)
        self.truncated = self.truncated or len(chunk.data) > room
        data = chunk.data[: max(0, room)]
        (self.stdout if chunk.stream == "stdout" else self.stderr).extend(data)
        if data and self.on_output is not None:
            self.on_output(chunk.stream, data)

    def result(self, exit_code: int, seconds: float) -> RunResult:
        """The end of a program that ended by itself."""
        result = RunResult(
            exit_code=exit_code,
            stdout=bytes(self.stdout),
            stderr=bytes(self.stderr),
            seconds=seconds,
            truncated=self.truncated,
        )
        if exit_code == 0:
            return result
        return replace(result, cause=recognise(f"{_tail(self.stderr)}\n{_tail(self.stdout)}"))


def _tail(output: bytearray) -> str:
    return bytes(output[-LAST_BYTES:]).decode("utf-8", "replace")
