"""A build of a whole Dockerfile that ended well, in figures: what progress is told from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from tutor.engine.result import STEPPING, StageImage
from tutor.image import surface_of

EMBEDDED = "embedded"
"""The builder's name where recordings take the place of a real engine."""


class FinalSurface(msgspec.Struct, frozen=True):
    """What there is to use against a final image, counted; ``root`` is whether it runs as root."""

    shells: int
    packages: int
    setuid: int
    root: bool


@dataclass(frozen=True, slots=True)
class FinishedBuild:
    """One of the learner's builds whose final image was measured.

    ``number`` counts all attempts at the lesson from 1, as ``3@2`` does. ``started_at`` is seconds since
    1970, ``final_bytes`` uncompressed. ``seconds`` is the build's wall time, of a ``recorded`` build what its
    steps took when they were recorded. ``ran_anew`` counts steps that run, copy or make a folder and did not
    come from the cache. ``surface`` is None where the files were not listed. ``green`` are the ids of the
    goals that were; ``passed`` is whether all were.
    """

    id: int
    number: int
    lesson: str
    app: str
    started_at: float
    dockerfile: str
    engine: str
    recorded: bool
    final_bytes: int
    stages: int
    seconds: float
    ran_anew: int
    surface: FinalSurface | None
    green: frozenset[str]
    passed: bool


def final_surface(stage: StageImage) -> FinalSurface | None:
    """The surface of a final stage whose files were listed."""
    if stage.files is None:
        return None
    found = surface_of(stage.files, stage.documents, stage.config)
    return FinalSurface(len(found.shells), len(found.packages), len(found.setuid), found.runs_as_root)


def smallest_passing(builds: Iterable[FinishedBuild]) -> FinishedBuild | None:
    """The passing build with the smallest final image, the earliest of equals."""
    return min((one for one in builds if one.passed), key=lambda one: one.final_bytes, default=None)


class _Instruction(msgspec.Struct):
    text: str
    cached: bool = False
    seconds: float = 0.0
    reached: bool = True


class _Stage(msgspec.Struct):
    instructions: list[_Instruction] = []


class ReportFigures(msgspec.Struct):
    """What counts of the report that every attempt keeps; the rest of it is not even read."""

    builder: str = ""
    seconds: float = 0.0
    stages: list[_Stage] = []

    @property
    def ran(self) -> list[_Instruction]:
        """The steps that the builder carried out itself."""
        return [
            one
            for stage in self.stages
            for one in stage.instructions
            if one.reached and not one.cached and one.text.split(maxsplit=1)[0].upper() in STEPPING
        ]

    @property
    def recorded(self) -> bool:
        return self.builder == EMBEDDED

    @property
    def took(self) -> float:
        """Seconds: of a live build its wall time, of a recorded one the sum of its steps'."""
        return sum(one.seconds for one in self.ran) if self.recorded else self.seconds


def figures_of(report: str | None) -> ReportFigures:
    """The figures in a report's JSON; none where it is missing or of another shape."""
    try:
        return msgspec.json.decode(report or "{}", type=ReportFigures)
    except msgspec.DecodeError:
        return ReportFigures()
