"""What a build's events tell of each instruction, whichever builder they came from."""

from __future__ import annotations

from dataclasses import dataclass, field

from tutor.dockerfile import Dockerfile
from tutor.engine.events import BuildEvent, StepFailed, StepFinished, StepId, StepOutput, StepStarted
from tutor.engine.moby.steps import Place

LOG_BYTES = 16 * 1024
"""How much of a step's output is kept for the account of a failure."""


@dataclass(slots=True)
class Record:
    """One instruction's step."""

    cached: bool = False
    seconds: float = 0.0
    done: bool = False
    failed: bool = False


@dataclass
class Journal:
    """Fill it with ``note``; then ask it what was done."""

    dockerfile: Dockerfile
    records: dict[Place, Record] = field(default_factory=dict)
    logs: dict[StepId, bytearray] = field(default_factory=dict)
    places: dict[StepId, Place] = field(default_factory=dict)

    def note(self, event: BuildEvent) -> None:
        """Keep what an event tells."""
        match event:
            case StepStarted(step, _, stage, line) if stage is not None and line is not None:
                place = self._place(stage, line)
                self.places[step] = place
                self.records.setdefault(place, Record())
            case StepOutput(step, _, data):
                log = self.logs.setdefault(step, bytearray())
                log += data
                del log[:-LOG_BYTES]
            case StepFinished(step, cached, seconds) if step in self.places:
                record = self.records[self.places[step]]
                record.done, record.cached, record.seconds = True, cached, seconds
            case StepFailed(step) if step in self.places:
                self.records[self.places[step]].failed = True

    def line_of(self, place: Place | None) -> int | None:
        """The first line of an instruction."""
        if place is None:
            return None
        return self.dockerfile.stages[place.stage].instructions[place.position].lines.first

    def log_of(self, step: StepId | None) -> str:
        """The end of what a step wrote."""
        return bytes(self.logs.get(step or "", b"")).decode("utf-8", "replace")

    def reached(self, stage: int, *, ok: bool) -> int:
        """How many instructions of a stage were carried out, in a build that ended well or not.

        In a failed build those without a step of their own count up to the first that is missing or failed.
        """
        instructions = self.dockerfile.stages[stage].instructions
        if ok:
            return len(instructions)
        last_done = -1
        for position in range(len(instructions)):
            record = self.records.get(Place(stage, position))
            if record is not None and record.failed:
                return position
            if record is not None and record.done:
                last_done = position
        return last_done + 1

    def _place(self, stage: int, line: int) -> Place:
        instructions = self.dockerfile.stages[stage].instructions
        position = next((at for at, instruction in enumerate(instructions) if line in instruction.lines), 0)
        return Place(stage, position)
