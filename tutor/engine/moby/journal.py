"""What a build's events tell of each instruction, whichever builder they came from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from tutor.dockerfile import Dockerfile, graph_of
from tutor.engine.events import BuildEvent, StepFailed, StepFinished, StepId, StepOutput, StepStarted
from tutor.engine.moby.steps import Place

STOPPED_BY_ANOTHER = "stopped, because another step failed"
"""The message of a step that did not fail itself."""

LOG_BYTES = 16 * 1024
"""How much of a step's output is kept for the account of a failure."""


@dataclass(slots=True)
class Record:
    """One instruction's step."""

    cached: bool = False
    seconds: float = 0.0
    done: bool = False
    failed: bool = False
    stopped: bool = False
    """Failed only because another step did."""


@dataclass
class Journal:
    """Fill it with ``note``; then ask it what was done."""

    dockerfile: Dockerfile
    records: dict[Place, Record] = field(default_factory=dict)
    logs: dict[StepId, bytearray] = field(default_factory=dict)
    places: dict[StepId, Place] = field(default_factory=dict)
    absent: set[Place] = field(default_factory=set)
    """Where a stage ends, for what follows never ran."""

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
            case StepFailed(step, message) if step in self.places:
                record = self.records[self.places[step]]
                record.failed, record.stopped = True, message == STOPPED_BY_ANOTHER

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
            # A base that was stopped while it was unpacked was pulled before, so its files are known.
            base_is_there = position == 0 and record is not None and record.stopped
            failed = record is not None and record.failed and not base_is_there
            if failed or Place(stage, position) in self.absent:
                return position
            if record is not None and (record.done or base_is_there):
                last_done = position
        return last_done + 1

    def never_ran(self, place: Place) -> None:
        """Forget an instruction with those after it, and what needs its stage.

        Of a build that fails before a step was carried out BuildKit says that all other steps were cached,
        also those that never ran.
        """
        self.absent.add(place)
        for one in self._following(place):
            if not self.records[one].failed:
                del self.records[one]
        for needing in self._needing(place):
            if needing not in self.absent:
                self.never_ran(needing)

    def ran(self, places: Iterable[Place]) -> None:
        """Take back that instructions were cached, with those after them and what needs their stages."""
        for place in places:
            told_wrong = [one for one in self._following(place) if self.records[one].cached]
            for one in told_wrong:
                self.records[one].cached = False
            if told_wrong:
                self.ran(self._needing(place))

    def _following(self, place: Place) -> list[Place]:
        """An instruction and those after it in its stage, where they have a step."""
        count = len(self.dockerfile.stages[place.stage].instructions)
        places = [Place(place.stage, position) for position in range(place.position, count)]
        return [one for one in places if one in self.records]

    def _needing(self, place: Place) -> list[Place]:
        """The instructions of other stages that need the stage of this one."""
        edges = graph_of(self.dockerfile).edges
        return [self._place(edge.dependent, edge.line) for edge in edges if edge.needs == place.stage]

    def _place(self, stage: int, line: int) -> Place:
        instructions = self.dockerfile.stages[stage].instructions
        position = next((at for at, instruction in enumerate(instructions) if line in instruction.lines), 0)
        return Place(stage, position)
