"""What the editor's right margin tells of each instruction: a frozen value, made from a build.

The figures belong to the text that was built. ``Anchor`` brings them to the text that is being edited.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from tutor.dockerfile.blocks import blocks_of
from tutor.ui.editor.anchor import Anchor, as_of_earlier
from tutor.ui.editor.figures import Figures, Mark
from tutor.ui.editor.steps import NO_STEPS, LiveSteps, StepState

if TYPE_CHECKING:
    from tutor.engine.result import BuildResult, BuiltInstruction, StageImage
    from tutor.insight import Explanation
    from tutor.insight.reuse import Reuse


_NO_FIGURES: Mapping[int, Figures] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class MarginModel:
    """The figures of one text: ``figures`` has the first line (1-based) of each instruction as its key.

    ``largest`` is the bytes that a full bar stands for. ``past`` is the margin of the last build that came to
    its end, when this one did not: text that becomes again what it was then has the figures of then.
    """

    text: str = ""
    figures: Mapping[int, Figures] = field(default_factory=lambda: _NO_FIGURES)
    largest: int = 0
    past: MarginModel | None = None

    def anchor(self) -> Anchor:
        """What brings these figures to a text that is being edited."""
        return Anchor(self.text, self.figures, self.past.anchor() if self.past is not None else None)


EMPTY_MARGIN = MarginModel()


def margin_of(
    text: str,
    result: BuildResult | None = None,
    steps: LiveSteps = NO_STEPS,
    before: MarginModel = EMPTY_MARGIN,
    explanation: Explanation | None = None,
    reuse: Reuse | None = None,
) -> MarginModel:
    """The margin of a build of ``text``: while it runs from its ``steps``, afterwards from its ``result``.

    What neither has figures for takes them from the margin ``before``, marked as of an earlier build. The
    ``explanation`` of the result says which bytes of a builder stage ship all the same, its ``reuse`` what an
    edit made be built again.
    """
    figures = _carried(before, text)
    if result is not None:
        shipped, failed = _shipped_stages(result), result.failure is not None
        crossed = {one.line: one.ships for one in explanation.lines} if explanation and not failed else {}
        for stage in result.stages:
            for instruction in stage.instructions:
                if instruction.reached or not failed or instruction.line not in figures:
                    known = figures.get(instruction.line)
                    of = _of_instruction(instruction, stage, stage.index in shipped, known)
                    figures[instruction.line] = replace(of, shipped=crossed.get(instruction.line))
        failure = result.failure
        if failure is not None and failure.line is not None:
            line = _first_line_of(result, failure.line)
            figures[line] = _failed(figures.get(line, Figures("")))
    for line, step in steps.by_line.items():
        figures[line] = _of_step(step, figures.get(line))
    figures = {line: of if of.earlier else replace(of, line=line) for line, of in figures.items()}
    if reuse is not None:
        figures = {line: _again(of, line, reuse) for line, of in figures.items()}
    past = None if result is not None and result.failure is None else before.past or before
    if past is not None and not past.figures:
        past = None
    largest = max((of.adds for of in figures.values() if of.adds), default=0)
    return MarginModel(text, MappingProxyType(figures), max(largest, past.largest if past else 0), past)


def _again(of: Figures, line: int, reuse: Reuse) -> Figures:
    """The figures with the mark of an instruction that an edit made be built again."""
    if line in reuse.causes:
        what = "it" if line in reuse.changed else "a file that it copies"
        return replace(of, mark=Mark.CHANGED, again=f"built again: {what} changed")
    if line in reuse.again and reuse.causes:
        return replace(of, mark=Mark.AGAIN, again=f"built again: {reuse.why}")
    return of


def _carried(before: MarginModel, text: str) -> dict[int, Figures]:
    if not before.figures:
        return {}
    placed = before.anchor().place(blocks_of(text.splitlines()))
    return {
        line: as_of_earlier(figures)
        for line, figures in placed.items()
        if figures.adds is not None and figures.mark is not Mark.STALE
    }


def _of_instruction(
    instruction: BuiltInstruction, stage: StageImage, ships: bool, known: Figures | None
) -> Figures:
    """What the build tells of an instruction; a failed one measures nothing: the ``known`` bytes stay."""
    if not instruction.reached:
        return Figures(instruction.keyword, skipped=stage.skipped_because)
    mark = Mark.CACHED if instruction.cached else Mark.NONE
    if mark is Mark.NONE and instruction.origin == "recorded":
        mark = Mark.RECORDED
    if instruction.adds is None and known is not None:
        cached, earlier = instruction.cached, known.earlier and not instruction.cached
        return replace(known, mark=mark, seconds=instruction.seconds, cached=cached, earlier=earlier)
    return Figures(
        keyword=instruction.keyword,
        mark=mark,
        adds=instruction.adds,
        hides=instruction.hides,
        seconds=instruction.seconds,
        cached=instruction.cached,
        ships=ships,
        skipped=None if stage.built else stage.skipped_because,
    )


def _of_step(step: StepState, known: Figures | None) -> Figures:
    known = known or Figures(step.keyword)
    match step.phase:
        case "running":
            return replace(known, mark=Mark.RUNNING, seconds=None, cached=False)
        case "failed":
            return _failed(known)
        case "finished":
            mark = Mark.CACHED if step.cached else Mark.NONE
            earlier = known.earlier and not step.cached
            return replace(known, mark=mark, seconds=step.seconds, cached=step.cached, earlier=earlier)


def _failed(known: Figures) -> Figures:
    return replace(known, mark=Mark.FAILED, seconds=None, cached=False, adds=None, hides=None, earlier=False)


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
