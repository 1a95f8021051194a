"""A build by BuildKit: one POST with the context, its trace turned into events."""

from __future__ import annotations

import base64
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from tutor.engine.cancel import Cancel
from tutor.engine.errors import EngineLost
from tutor.engine.events import (
    BuildEvent,
    BuildWarning,
    StepFailed,
    StepFinished,
    StepOutput,
    StepProgress,
    StepStarted,
)
from tutor.engine.moby.daemon import Daemon, Message, Refused
from tutor.engine.moby.journal import STOPPED_BY_ANOTHER
from tutor.engine.moby.steps import Place, Steps, as_written, text_of
from tutor.engine.moby.trace import Status, Trace, Vertex, Warned, decode

HTTP_BAD_REQUEST = 400

ENGINE_GONE = ("transport is closing", "code = Unavailable", "EOF", "context canceled", "graceful shutdown")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a builder's stream ended: with an image's id, or with a message and the step that it blames.

    ``images`` holds the image after each instruction, where the builder makes such images (the classic one
    does). ``began`` is when the first step began, in seconds since 1970 by the engine's clock, where it tells
    so.
    """

    image: str | None = None
    message: str = ""
    step: str | None = None
    images: Mapping[Place, str] = field(default_factory=dict)
    began: float | None = None


def ended(build: Generator[BuildEvent, None, Outcome]) -> Outcome:
    """Follow a build whose events nobody wants."""
    while True:
        try:
            next(build)
        except StopIteration as end:
            outcome: Outcome = end.value
            return outcome


class BuildKitUnavailable(Exception):  # noqa: N818 - the classic builder takes over
    """This daemon cannot build with BuildKit over the plain API."""


def post_build(
    daemon: Daemon, context: BinaryIO, params: dict[str, Any], cancel: Cancel
) -> Generator[Message, None, None]:
    """The messages of ``POST /build`` with a tar as the context."""
    return daemon.stream(
        "/build", cancel=cancel, params=params, body=context, headers={"Content-Type": "application/x-tar"}
    )


def answers(
    daemon: Daemon, context: BinaryIO, params: dict[str, Any], cancel: Cancel
) -> Generator[Message, None, None]:
    """The same, with an engine's refusal of the Dockerfile as the error that ends a stream."""
    try:
        yield from post_build(daemon, context, params, cancel)
    except Refused as error:
        if error.status != HTTP_BAD_REQUEST and "ockerfile" not in error.message:
            raise
        yield {"error": error.message}


def build(
    daemon: Daemon, context: BinaryIO, params: dict[str, Any], steps: Steps, cancel: Cancel
) -> Generator[BuildEvent, None, Outcome]:
    """Build, and return the outcome.

    Raises BuildKitUnavailable before any step when only the classic builder works here, EngineLost when the
    stream ends too early, Stopped when cancelled.
    """
    reader = TraceReader(steps)
    image = None
    for message in answers(daemon, context, {**params, "version": "2"}, cancel):
        kind = message.get("id")
        if kind == "moby.buildkit.trace":
            yield from reader.read(decode(base64.b64decode(message["aux"])))
        elif kind == "moby.image.id":
            image = str(message["aux"]["ID"])
        elif "error" in message or "errorDetail" in message:
            told = str(message.get("errorDetail", {}).get("message") or message.get("error"))
            if "failed to read downloaded context" in told or "buildkit is not supported" in told.lower():
                raise BuildKitUnavailable(told)
            if any(sign in told for sign in ENGINE_GONE) and not daemon.answers():
                raise EngineLost(
                    "The engine went away during the build.", advice="Start it again and build again."
                )
            return Outcome(message=told, step=reader.failed, began=reader.began)
    if image is None:
        raise EngineLost(
            "The engine ended the build without saying how it went.",
            advice="See whether it still runs, then build again.",
        )
    return Outcome(image=image, began=reader.began)


@dataclass
class TraceReader:
    """Vertexes come again and again as they change; events come once for each change that matters."""

    steps: Steps
    failed: str | None = None
    """The step that is to blame for the failure of the build."""
    began: float | None = None
    started: set[str] = field(default_factory=set)
    finished: set[str] = field(default_factory=set)

    def read(self, trace: Trace) -> Iterator[BuildEvent]:
        """What a message of the trace says, as events."""
        ended = []
        for vertex in trace.vertexes:
            yield from self._start(vertex)
            if vertex.completed is not None or vertex.error:
                ended.append(vertex)
        for status in trace.statuses:
            yield from self._progress(status)
        for log in trace.logs:
            yield StepOutput(log.vertex, log.stream, log.data)
        for warned in trace.warnings:
            yield _warning(warned)
        for vertex in ended:
            yield from self._end(vertex)

    def _start(self, vertex: Vertex) -> Iterator[BuildEvent]:
        under_way = vertex.started is not None or vertex.completed is not None or vertex.error
        if not under_way or vertex.digest in self.started:
            return
        self.started.add(vertex.digest)
        if vertex.started is not None:
            self.began = vertex.started if self.began is None else min(self.began, vertex.started)
        place = self.steps.place(vertex.name)
        if place is None:
            yield StepStarted(vertex.digest, text_of(vertex.name))
        else:
            line = self.steps.instruction(place).lines.first
            yield StepStarted(vertex.digest, as_written(vertex.name), place.stage, line)

    def _end(self, vertex: Vertex) -> Iterator[BuildEvent]:
        if vertex.digest in self.finished:
            return
        self.finished.add(vertex.digest)
        if not vertex.error:
            yield StepFinished(vertex.digest, vertex.cached, 0.0 if vertex.cached else _seconds(vertex))
            return
        if vertex.error.endswith("context canceled"):
            yield StepFailed(vertex.digest, STOPPED_BY_ANOTHER)
            return
        self.failed = self.failed or vertex.digest
        yield StepFailed(vertex.digest, vertex.error)

    def _progress(self, status: Status) -> Iterator[BuildEvent]:
        if status.vertex in self.started and status.current:
            yield StepProgress(status.vertex, status.id, status.current, status.total)


def _seconds(vertex: Vertex) -> float:
    if vertex.started is None or vertex.completed is None:
        return 0.0
    return max(0.0, vertex.completed - vertex.started)


def _warning(warned: Warned) -> BuildWarning:
    rule, colon, message = warned.short.partition(": ")
    if not colon or " " in rule:
        rule, message = "", warned.short
    return BuildWarning(rule, message, warned.line, warned.url or None)
