"""The stage graph: which stage needs which, why, and what a build may leave out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from tutor.dockerfile.model import BaseKind, Dockerfile, Stage
from tutor.dockerfile.sources import Source, sources_of, stage_numbers

Reason = Literal["base", "copy", "mount"]
ImageReason = Literal["base", "copy", "mount", "syntax"]

NOT_NEEDED = "no later stage needs it"
AFTER_TARGET = "--target stops before it"


@dataclass(frozen=True, slots=True)
class Edge:
    """Stage ``dependent`` needs the earlier stage ``needs`` because of the instruction at ``line``."""

    dependent: int
    needs: int
    reason: Reason
    line: int


@dataclass(frozen=True, slots=True)
class ExternalImage:
    """An image that a build takes from outside the file, as named at ``line``."""

    name: str
    line: int
    platform: str | None
    reason: ImageReason


@dataclass(frozen=True)
class StageGraph:
    """Stages as nodes, in file order; ``target`` is a stage's number everywhere, None for the last stage."""

    stages: tuple[Stage, ...]
    edges: tuple[Edge, ...]
    outside: tuple[tuple[int, ExternalImage], ...]
    """Each image with the stage that needs it; -1 for the ``# syntax=`` image, which every build needs."""

    @cached_property
    def needs(self) -> dict[int, frozenset[int]]:
        direct: dict[int, frozenset[int]] = {stage.index: frozenset() for stage in self.stages}
        for edge in self.edges:
            direct[edge.dependent] |= {edge.needs}
        return direct

    def needed_for(self, target: int | None = None) -> frozenset[int]:
        """The numbers of the stages that a build of ``target`` makes, itself included."""
        if not self.stages:
            return frozenset()
        last = self.stages[-1].index if target is None else target
        needed: set[int] = set()
        waiting = [last] if last in self.needs else []
        while waiting:
            stage = waiting.pop()
            if stage not in needed:
                needed.add(stage)
                waiting.extend(self.needs[stage])
        return frozenset(needed)

    def skipped(self, target: int | None = None) -> dict[int, str]:
        """Why a build of ``target`` leaves stages out, by number."""
        needed = self.needed_for(target)
        return {
            stage.index: AFTER_TARGET if target is not None and stage.index > target else NOT_NEEDED
            for stage in self.stages
            if stage.index not in needed
        }

    def images(self, target: int | None = None) -> tuple[ExternalImage, ...]:
        """The images that a build of ``target`` takes from outside, in file order, none twice."""
        needed = self.needed_for(target)
        wanted: dict[tuple[str, str | None], ExternalImage] = {}
        for stage, image in self.outside:
            if stage in needed or stage < 0:
                wanted.setdefault((image.name, image.platform), image)
        return tuple(wanted.values())


def graph_of(dockerfile: Dockerfile) -> StageGraph:
    """Draw the graph of a file; references to later or absent stages are problems of the file, not edges."""
    numbers = stage_numbers(dockerfile.stages)
    edges: list[Edge] = []
    outside: list[tuple[int, ExternalImage]] = []
    if dockerfile.directives.syntax:
        line = syntax_line(dockerfile)
        outside.append((-1, ExternalImage(dockerfile.directives.syntax, line, None, "syntax")))
    for stage in dockerfile.stages:
        add_base(stage, edges, outside)
        for instruction in stage.instructions:
            for source in sources_of(instruction, numbers):
                add_source(stage, source, edges, outside)
    return StageGraph(dockerfile.stages, tuple(edges), tuple(outside))


def add_base(stage: Stage, edges: list[Edge], outside: list[tuple[int, ExternalImage]]) -> None:
    base = stage.base
    line = stage.instructions[0].lines.first
    if base.stage is not None:
        edges.append(Edge(stage.index, base.stage, "base", line))
    elif base.kind is BaseKind.IMAGE:
        outside.append((stage.index, ExternalImage(base.name, line, base.platform, "base")))


def add_source(
    stage: Stage, source: Source, edges: list[Edge], outside: list[tuple[int, ExternalImage]]
) -> None:
    line = source.instruction.lines.first
    if source.stage is None:
        if source.name != "scratch":
            outside.append((stage.index, ExternalImage(source.name, line, None, source.reason)))
    elif 0 <= source.stage < stage.index:
        edges.append(Edge(stage.index, source.stage, source.reason, line))


def syntax_line(dockerfile: Dockerfile) -> int:
    lines = dockerfile.text.split("\n")
    return next((n for n, line in enumerate(lines, start=1) if "syntax" in line.lower()), 1)
