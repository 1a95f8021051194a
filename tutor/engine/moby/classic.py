"""A build by Docker's classic builder: its ``Step n/m`` lines turned into the same events."""

from __future__ import annotations

import re
import time
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from tutor.dockerfile import BaseKind, Dockerfile, Severity
from tutor.engine.cancel import Cancel
from tutor.engine.errors import EngineLost
from tutor.engine.events import BuildEvent, StepFailed, StepFinished, StepOutput, StepStarted
from tutor.engine.moby.buildkit import Outcome, answers
from tutor.engine.moby.daemon import Daemon
from tutor.engine.moby.steps import Place, Steps
from tutor.engine.protocol import Capabilities

CAPABILITIES = Capabilities(
    skips_unused_stages=False,
    run_mounts=False,
    heredocs=False,
    copy_chmod=False,
    step_times=False,
    build_network_none=False,
)

STEP = re.compile(r"Step (\d+)/\d+ : (.*)", re.DOTALL)
IMAGE = re.compile(r" ---> ([0-9a-f]{12,64})\s*$")
STDERR = re.compile(r"\x1b\[91m(.*?)\x1b\[0m", re.DOTALL)
NOTICES = re.compile(
    r" ---> |Removing intermediate container |Removed intermediate container |Successfully (built|tagged) "
)


def labelled(text: str, dockerfile: Dockerfile, labels: Mapping[str, str]) -> str:
    """The text with our label behind every FROM, so that each image and container on the way carries it.

    The classic builder puts the labels of the query on the final image only. A file with errors stays as it
    is, so that the builder's message has the right line.
    """
    if any(problem.severity is Severity.ERROR for problem in dockerfile.problems):
        return text
    lines = text.split("\n")
    words = " ".join(f'{key}="{value}"' for key, value in labels.items())
    for stage in reversed(dockerfile.stages):
        if stage.base.kind is not BaseKind.STAGE:
            lines.insert(stage.instructions[0].lines.last, f"LABEL {words}")
    return "\n".join(lines)


def places_of(dockerfile: Dockerfile) -> list[Place | None]:
    """What each ``Step`` of the labelled text stands for, in order; None for ARG before FROM and for our
    labels.
    """
    places: list[Place | None] = [None] * len(dockerfile.preamble)
    for stage in dockerfile.stages:
        for position in range(len(stage.instructions)):
            places.append(Place(stage.index, position))
            if position == 0 and stage.base.kind is not BaseKind.STAGE:
                places.append(None)
    return places


def build(
    daemon: Daemon, context: BinaryIO, params: dict[str, Any], steps: Steps, cancel: Cancel
) -> Generator[BuildEvent, None, Outcome]:
    """Build a context whose Dockerfile is ``labelled``, and return the outcome.

    Raises EngineLost when the stream ends too early, Stopped when cancelled.
    """
    reader = _Reader(steps.dockerfile, places_of(steps.dockerfile))
    image = None
    for message in answers(daemon, context, {**params, "version": "1", "rm": "1", "forcerm": "1"}, cancel):
        if "stream" in message:
            yield from reader.read(str(message["stream"]))
        elif "ID" in (message.get("aux") or {}):
            image = str(message["aux"]["ID"])
        elif "error" in message or "errorDetail" in message:
            told = str(message.get("errorDetail", {}).get("message") or message.get("error"))
            yield from reader.fail(told)
            return Outcome(message=told, step=reader.step, images=reader.images)
    yield from reader.finish()
    if image is None:
        raise EngineLost(
            "The engine ended the build without saying how it went.",
            advice="See whether it still runs, then build again.",
        )
    return Outcome(image=image, images=reader.images)


@dataclass
class _Reader:
    """The stream is text for people: a step begins with its line, and ends where the next one begins."""

    dockerfile: Dockerfile
    places: list[Place | None]
    images: dict[Place, str] = field(default_factory=dict)
    step: str | None = None
    place: Place | None = None
    cached: bool = False
    began: float = 0.0

    def read(self, text: str) -> Iterator[BuildEvent]:
        header = STEP.match(text)
        if header is not None:
            yield from self.finish()
            yield from self._start(int(header[1]), header[2].rstrip("\n"))
            return
        if text.strip() == "---> Using cache":
            self.cached = True
        image = IMAGE.match(text.rstrip("\n"))
        if image is not None and self.place is not None:
            self.images[self.place] = image[1]
        if self.step is not None and text.strip() and not NOTICES.match(text):
            yield from self._output(text)

    def finish(self) -> Iterator[BuildEvent]:
        if self.step is not None:
            seconds = 0.0 if self.cached else time.monotonic() - self.began
            yield StepFinished(self.step, self.cached, seconds)
        self.step = None

    def fail(self, message: str) -> Iterator[BuildEvent]:
        if self.step is not None:
            yield StepFailed(self.step, message)

    def _start(self, number: int, text: str) -> Iterator[BuildEvent]:
        self.place = self.places[number - 1] if number <= len(self.places) else None
        self.step, self.cached, self.began = f"step-{number}", False, time.monotonic()
        if self.place is None:
            yield StepStarted(self.step, text)
            return
        stage = self.dockerfile.stages[self.place.stage]
        line = stage.instructions[self.place.position].lines.first
        yield StepStarted(self.step, f"[{stage.label}] {text}", self.place.stage, line)

    def _output(self, text: str) -> Iterator[BuildEvent]:
        """Standard error comes in red."""
        assert self.step is not None
        errors = "".join(STDERR.findall(text))
        plain = STDERR.sub("", text)
        if plain:
            yield StepOutput(self.step, "stdout", plain.encode())
        if errors:
            yield StepOutput(self.step, "stderr", errors.encode())
