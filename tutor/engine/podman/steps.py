"""Buildah's account of a build, line by line.

``[2/3] STEP 4/5: RUN …`` begins an instruction (without ``[2/3]`` in a file of one stage), then comes what
it writes, and ``--> 242462ad35d`` ends it with the image that it made, after ``--> Using cache <id>`` if it
was there already. Stages come in any order: one that needs another waits in the middle of a step, and what
it says after that bears no stage's number.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from tutor.dockerfile import BaseKind, Dockerfile, Stage, graph_of
from tutor.engine.events import BuildEvent, StepFailed, StepFinished, StepId, StepOutput, StepStarted
from tutor.engine.moby.names import REPOSITORY
from tutor.engine.moby.steps import Place

STEP = re.compile(
    r"(?:\[(?P<stage>\d+)/\d+\] )?STEP (?P<number>\d+)/(?P<total>\d+): (?P<text>.*)\n", re.DOTALL
)
IMAGE = re.compile(r"--> (?P<cache>Using cache )?(?P<id>[0-9a-f]{11,64})\n")
COMMIT = re.compile(rf"(?:\[\d+/\d+\] )?COMMIT \S*{REPOSITORY}\S+\n")
BLAMED = re.compile(r'building at STEP "[^\n]*?": ')
LOG_CHARACTERS = 16 * 1024


def _named(text: str) -> str:
    """How a message begins that names a step by its text."""
    return f'building at STEP "{text}": '


@dataclass
class _Progress:
    """How far a stage is; ``number`` and ``total`` are Buildah's, which counts our label and triggers too."""

    stage: Stage
    number: int = 0
    total: int = 0
    position: int = 0
    text: str = ""
    step: StepId | None = None
    log: str = ""
    cached: bool = False
    began: float = 0.0
    ended: bool = False

    @property
    def labels(self) -> int:
        return 0 if self.stage.base.kind is BaseKind.STAGE else 1


@dataclass
class Reader:
    """Turns messages into events; only a message that is exactly one of Buildah's lines is taken for one.

    ``images`` are the ids of the images after each instruction.
    """

    dockerfile: Dockerfile
    images: dict[Place, str] = field(default_factory=dict)
    _finished: set[StepId] = field(default_factory=set)
    _stages: dict[int, _Progress] = field(default_factory=dict)
    _now: _Progress | None = None

    def again(self) -> Reader:
        """A reader for another try at the same build: what has ended does not end again."""
        return Reader(self.dockerfile, self.images, _finished=self._finished)

    @property
    def step(self) -> StepId | None:
        """The step that is under way."""
        return self._now.step if self._now is not None else None

    @property
    def log(self) -> str:
        """The end of what the step under way wrote."""
        return self._now.log if self._now is not None else ""

    def read(self, text: str) -> Iterator[BuildEvent]:
        """What a message says, as events."""
        header, image = STEP.fullmatch(text), IMAGE.fullmatch(text)
        if header is not None and (stage := self._stage_of(header)) is not None:
            yield from self._begin(stage, header)
        elif image is not None and self._now is not None:
            yield from self._made(self._now, image)
        elif self._now is not None and self._now.step is not None and COMMIT.fullmatch(text) is None:
            self._now.log = (self._now.log + text)[-LOG_CHARACTERS:]
            yield StepOutput(self._now.step, "stdout", text.encode("utf-8", "surrogatepass"))

    def finish(self) -> Iterator[BuildEvent]:
        """The build has ended well."""
        for progress in self._stages.values():
            yield from self._finish(progress)

    def go_back(self, message: str) -> None:
        """Take the step that a message names for the one under way: Buildah goes on to another stage
        before it tells that one failed, now and then.
        """
        left = (
            progress
            for progress in self._stages.values()
            if progress is not self._now and progress.step is not None and not self._waits_for(progress)
        )
        self._now = next((one for one in left if message.startswith(_named(one.text))), self._now)

    def fail(self, message: str) -> Iterator[BuildEvent]:
        """The step that is under way went wrong."""
        if self.step is not None:
            yield StepFailed(self.step, message)

    def without_step(self, message: str) -> str:
        """A message without the words that repeat the instruction."""
        exact = _named(self._now.text if self._now is not None else "")
        return message.removeprefix(exact) if message.startswith(exact) else BLAMED.sub("", message, count=1)

    def _stage_of(self, header: re.Match[str]) -> _Progress | None:
        """The stage that a step belongs to; None for what cannot be a step now: a RUN may write anything."""
        index, number = int(header["stage"] or 1) - 1, int(header["number"])
        if index >= len(self.dockerfile.stages):
            return None
        stage = self._stages.get(index) or _Progress(self.dockerfile.stages[index])
        return stage if number == stage.number + 1 <= int(header["total"]) else None

    def _begin(self, stage: _Progress, header: re.Match[str]) -> Iterator[BuildEvent]:
        """Triggers of the base (ONBUILD) and our label come right behind FROM, and count as a part of it."""
        self._stages[stage.stage.index] = self._now = stage
        stage.number, stage.total, stage.text = int(header["number"]), int(header["total"]), header["text"]
        stage.ended = False
        behind_from = stage.number - 1
        extras = stage.total - len(stage.stage.instructions) if behind_from else 0
        position = max(0, behind_from - extras)
        if position > 0 or behind_from == 0:
            yield from self._finish(stage)
            stage.position, stage.cached = position, False
        # FROM a stage and FROM scratch do nothing, unless the stage left triggers.
        is_trigger = 0 < behind_from <= extras - stage.labels
        if position > 0 or is_trigger or stage.stage.base.kind is BaseKind.IMAGE:
            yield from self._start(stage)

    def _start(self, stage: _Progress) -> Iterator[BuildEvent]:
        if stage.step is not None:
            return
        stage.log = ""
        stage.began = time.monotonic()
        stage.step = f"{stage.stage.index}:{stage.position}"
        instruction = stage.stage.instructions[stage.position]
        text = (
            f"[{stage.stage.label} {stage.position + 1}/{len(stage.stage.instructions)}] {instruction.text}"
        )
        yield StepStarted(stage.step, text, stage.stage.index, instruction.lines.first)

    def _made(self, stage: _Progress, image: re.Match[str]) -> Iterator[BuildEvent]:
        if image["cache"]:
            stage.cached = True
            return
        self.images[Place(stage.stage.index, stage.position)] = image["id"]
        stage.ended = stage.number == stage.total
        if stage.position > 0 or stage.ended:
            yield from self._finish(stage)
        if stage.ended:
            self._resume()

    def _finish(self, stage: _Progress) -> Iterator[BuildEvent]:
        step, stage.step = stage.step, None
        if step is not None and step not in self._finished:
            self._finished.add(step)
            yield StepFinished(step, stage.cached, 0.0 if stage.cached else time.monotonic() - stage.began)

    def _resume(self) -> None:
        """Somebody who waited goes on: of those that can, the last that began to wait."""
        ended = {index for index, stage in self._stages.items() if stage.ended}
        waiting = [stage for index, stage in self._stages.items() if index not in ended]
        able = (stage for stage in reversed(waiting) if self._waits_for(stage) <= ended)
        self._now = next(able, None)
        if self._now is not None:
            self._now.began = time.monotonic()

    def _waits_for(self, stage: _Progress) -> set[int]:
        """The stages that the instruction under way takes something from."""
        line = stage.stage.instructions[stage.position].lines.first
        edges = graph_of(self.dockerfile).edges
        return {edge.needs for edge in edges if edge.dependent == stage.stage.index and edge.line == line}
