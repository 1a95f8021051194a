"""What the editor's right margin tells of each instruction: a frozen value, made from a build.

The figures belong to the text that was built. ``anchor`` brings them to the text that is being edited.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING

from tutor.ui import signs
from tutor.ui.editor.steps import NO_STEPS, LiveSteps, StepState

if TYPE_CHECKING:
    from tutor.engine.result import BuildResult, BuiltInstruction, StageImage


class Mark(Enum):
    """What stands in front of an instruction's figures; the value is its sign."""

    NONE = " "
    RUNNING = signs.RUNNING
    CACHED = "↺"
    FAILED = signs.FAILED
    STALE = "≠"
    """The text changed since the build, so the figures are of another instruction."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What one instruction did in a build.

    ``adds`` and ``hides`` are bytes, None when not measured; ``seconds`` is None when the step did not run to
    its end. ``ships`` is true when its layer is part of the final image. ``skipped`` is why its stage was not
    built.
    """

    keyword: str
    mark: Mark = Mark.NONE
    adds: int | None = None
    hides: int | None = None
    seconds: float | None = None
    cached: bool = False
    ships: bool = False
    skipped: str | None = None


_NO_FIGURES: Mapping[int, Figures] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class MarginModel:
    """The figures of one text: ``figures`` has the first line (1-based) of each instruction as its key.

    ``largest`` is the bytes that a full bar stands for.
    """

    text: str = ""
    figures: Mapping[int, Figures] = field(default_factory=lambda: _NO_FIGURES)
    largest: int = 0


EMPTY_MARGIN = MarginModel()


def margin_of(text: str, result: BuildResult | None = None, steps: LiveSteps = NO_STEPS) -> MarginModel:
    """The margin of a build of ``text``: while it runs from its ``steps``, afterwards from its ``result``."""
    figures: dict[int, Figures] = {}
    if result is not None:
        shipped = _shipped_stages(result)
        for stage in result.stages:
            for instruction in stage.instructions:
                figures[instruction.line] = _of_instruction(instruction, stage, stage.index in shipped)
        failure = result.failure
        if failure is not None and failure.line is not None:
            line = _first_line_of(result, failure.line)
            before = figures.get(line, Figures(""))
            figures[line] = Figures(before.keyword, Mark.FAILED, before.adds, before.hides, before.seconds)
    for line, step in steps.by_line.items():
        figures[line] = _of_step(step, figures.get(line))
    largest = max((of.adds for of in figures.values() if of.adds), default=0)
    return MarginModel(text, MappingProxyType(figures), largest)


def _of_instruction(instruction: BuiltInstruction, stage: StageImage, ships: bool) -> Figures:
    if not instruction.reached:
        return Figures(instruction.keyword, skipped=stage.skipped_because)
    return Figures(
        keyword=instruction.keyword,
        mark=Mark.CACHED if instruction.cached else Mark.NONE,
        adds=instruction.adds,
        hides=instruction.hides,
        seconds=instruction.seconds,
        cached=instruction.cached,
        ships=ships,
        skipped=None if stage.built else stage.skipped_because,
    )


def _of_step(step: StepState, before: Figures | None) -> Figures:
    known = before or Figures(step.text.split(" ", 1)[0].upper())
    mark = {"running": Mark.RUNNING, "failed": Mark.FAILED}.get(step.phase, Mark.NONE)
    if step.cached:
        mark = Mark.CACHED
    seconds = step.seconds if step.phase == "finished" else None
    return Figures(known.keyword, mark, known.adds, known.hides, seconds, step.cached, known.ships)


def _first_line_of(result: BuildResult, line: int) -> int:
    for stage in result.stages:
        for instruction in stage.instructions:
            if instruction.line <= line <= instruction.last_line:
                return instruction.line
    return line


def _shipped_stages(result: BuildResult) -> set[int]:
    """The final stage and the stages it starts from: their layers are the image's own."""
    shipped: set[int] = set()
    stage: StageImage | None = result.stages[result.final] if result.stages else None
    while stage is not None and stage.index not in shipped:
        shipped.add(stage.index)
        earlier = result.stages[: stage.index]
        base = stage.base.lower()
        stage = next((one for one in reversed(earlier) if one.name and one.name.lower() == base), None)
    return shipped
