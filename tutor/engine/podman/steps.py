"""Buildah's account of a build, line by line.

``[2/3] STEP 4/5: RUN …`` begins an instruction (without ``[2/3]`` in a file of one stage), then comes what
it writes, and ``--> 242462ad35d`` ends it with the image that it made, after ``--> Using cache <id>`` if it
was there already.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from tutor.dockerfile import BaseKind, Dockerfile, Stage
from tutor.engine.events import BuildEvent, StepFailed, StepFinished, StepId, StepOutput, StepStarted
from tutor.engine.moby.names import REPOSITORY
from tutor.engine.moby.steps import Place

STEP = re.compile(
    r"(?:\[(?P<stage>\d+)/\d+\] )?STEP (?P<number>\d+)/(?P<total>\d+): (?P<text>.*)\n", re.DOTALL
)
IMAGE = re.compile(r"--> (?P<cache>Using cache )?(?P<id>[0-9a-f]{11,64})\n")
COMMIT = re.compile(rf"(?:\[\d+/\d+\] )?COMMIT \S*{REPOSITORY}\S+\n")
LOG_CHARACTERS = 16 * 1024


@dataclass
class Reader:
    """Turns messages into events; only a message that is exactly one of Buildah's lines is taken for one.

    ``images`` are the ids of the images after each instruction, ``step`` is under way, ``log`` is the end of
    what it wrote.
    """

    dockerfile: Dockerfile
    images: dict[Place, str] = field(default_factory=dict)
    step: StepId | None = None
    log: str = ""
    _place: Place | None = None
    _text: str = ""
    _at: tuple[int, int] = (0, 0)
    """The numbers of the stage and of the step, as Buildah counts."""
    _cached: bool = False
    _began: float = 0.0
    _finished: set[StepId] = field(default_factory=set)

    def again(self) -> Reader:
        """A reader for another try at the same build: what has ended does not end again."""
        return Reader(self.dockerfile, self.images, _finished=self._finished)

    def read(self, text: str) -> Iterator[BuildEvent]:
        """What a message says, as events."""
        header, image = STEP.fullmatch(text), IMAGE.fullmatch(text)
        if header is not None and self._is_next(header):
            yield from self._begin(header)
        elif image is not None and self._place is not None:
            if image["cache"]:
                self._cached = True
                return
            self.images[self._place] = image["id"]
            if self._place.position > 0:
                yield from self.finish()
        elif self.step is not None and COMMIT.fullmatch(text) is None:
            self.log = (self.log + text)[-LOG_CHARACTERS:]
            yield StepOutput(self.step, "stdout", text.encode("utf-8", "surrogatepass"))

    def finish(self) -> Iterator[BuildEvent]:
        """End the step that is under way."""
        step, self.step = self.step, None
        if step is not None and step not in self._finished:
            self._finished.add(step)
            seconds = 0.0 if self._cached else time.monotonic() - self._began
            yield StepFinished(step, self._cached, seconds)

    def fail(self, message: str) -> Iterator[BuildEvent]:
        """The step that is under way went wrong."""
        if self.step is not None:
            yield StepFailed(self.step, message)

    def without_step(self, message: str) -> str:
        """A message without the words that repeat the instruction."""
        return message.removeprefix(f'building at STEP "{self._text}": ')

    def _is_next(self, header: re.Match[str]) -> bool:
        """Whether this can be a step of this file: a RUN may write anything."""
        stage, number = int(header["stage"] or 1), int(header["number"])
        if stage > len(self.dockerfile.stages) or number > int(header["total"]):
            return False
        return stage > self._at[0] if number == 1 else (stage, number - 1) == self._at

    def _begin(self, header: re.Match[str]) -> Iterator[BuildEvent]:
        """Triggers of the base (ONBUILD) and our label come right behind FROM, and count as a part of it."""
        self._at = int(header["stage"] or 1), int(header["number"])
        self._text = header["text"]
        stage = self.dockerfile.stages[self._at[0] - 1]
        labels = 0 if stage.base.kind is BaseKind.STAGE else 1
        behind_from = self._at[1] - 1
        extras = int(header["total"]) - len(stage.instructions) if behind_from else 0
        position = max(0, behind_from - extras)
        if position > 0 or behind_from == 0:
            yield from self.finish()
            self._place, self._cached, self.log = Place(stage.index, position), False, ""
        # FROM a stage and FROM scratch do nothing, unless the stage left triggers.
        is_trigger = 0 < behind_from <= extras - labels
        if position > 0 or is_trigger or stage.base.kind is BaseKind.IMAGE:
            yield from self._start(stage, position)

    def _start(self, stage: Stage, position: int) -> Iterator[BuildEvent]:
        if self.step is not None:
            return
        self._began = time.monotonic()
        self.step = f"{stage.index}:{position}"
        instruction = stage.instructions[position]
        text = f"[{stage.label} {position + 1}/{len(stage.instructions)}] {instruction.text}"
        yield StepStarted(self.step, text, stage.index, instruction.lines.first)
