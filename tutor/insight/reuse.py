"""What a build took from the cache, and which edit made the rest be built again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutor.dockerfile import parse
from tutor.dockerfile.sources import sources_of, stage_numbers
from tutor.engine.result import STEPPING

if TYPE_CHECKING:
    from tutor.dockerfile import Dockerfile, Instruction, Stage
    from tutor.engine.result import BuildResult, BuiltInstruction, StageImage

_COPIES = frozenset({"ADD", "COPY"})
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Reuse:
    """Steps that run, copy or make a folder, of the stages that were built.

    ``again`` are the lines of those that did not come from the cache, in order; ``changed`` the lines whose
    text is another one than in the build before, ``touched`` those whose files are.
    """

    cached: int
    steps: int
    again: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()
    touched: tuple[int, ...] = ()
    order: tuple[int, ...] = ()
    """The lines of all steps, in the order of the file."""

    @property
    def causes(self) -> tuple[int, ...]:
        """The lines with which it began."""
        return tuple(sorted((*self.changed, *self.touched)))

    @property
    def told(self) -> str:
        """``3 of 6 steps cached; line 3 changed, so 3-6 were built again``."""
        if self.steps and self.cached == self.steps:
            return f"all {self.steps} steps cached" if self.steps > 1 else "the one step cached"
        told = f"{self.cached} of {self.steps} steps cached"
        return f"{told}; {self.why}, so {self._again} built again" if self.causes else told

    @property
    def why(self) -> str:
        """``line 3 changed``, or ``the files of line 3 changed``."""
        parts = [f"{_lines(self.changed)} changed"] if self.changed else []
        if self.touched:
            parts.append(f"the files of {_lines(self.touched)} changed")
        return " and ".join(parts)

    @property
    def _again(self) -> str:
        runs: list[list[int]] = []
        for line in self.again:
            at = self.order.index(line)
            if runs and self.order.index(runs[-1][-1]) == at - 1:
                runs[-1].append(line)
            else:
                runs.append([line])
        told = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}\N{EN DASH}{run[-1]}" for run in runs)
        return f"{told} was" if len(self.again) == 1 else f"{told} were"


def _lines(lines: Sequence[int]) -> str:
    named = [str(line) for line in lines[:_MOST_NAMED]]
    if len(lines) > _MOST_NAMED:
        named.append("others")
    if len(named) == 1:
        return f"line {named[0]}"
    return f"lines {', '.join(named[:-1])} and {named[-1]}"


def reuse(result: BuildResult, text: str, before: str | None) -> Reuse | None:
    """What the build of ``text`` took from the cache; ``before`` is the text of the build before it.

    None for a build that failed, or that had no step.
    """
    if not result.ok:
        return None
    dockerfile = parse(text)
    built = [(stage, one) for stage in result.stages if stage.built for one in _steps(stage)]
    if not built:
        return None
    again = tuple(one.line for _, one in built if not one.cached)
    cached, order = len(built) - len(again), tuple(one.line for _, one in built)
    if before is None or not again:
        return Reuse(cached, len(built), again, order=order)
    changed, touched = _causes(result, dockerfile, parse(before))
    return Reuse(cached, len(built), again, changed, touched, order)


def _steps(stage: StageImage) -> list[BuiltInstruction]:
    return [one for one in stage.instructions if one.reached and one.keyword in STEPPING]


def _causes(
    result: BuildResult, now: Dockerfile, before: Dockerfile
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The lines whose text changed, and those whose files did, where what was built again begins."""
    numbers = stage_numbers(now.stages)
    rebuilt: set[int] = set()
    changed: list[int] = []
    touched: list[int] = []
    for image in result.stages:
        if not image.built or image.index >= len(now.stages):
            continue
        stage = now.stages[image.index]
        head = next((one for one in _steps(image) if not one.cached), None)
        if head is None:
            continue
        rebuilt.add(image.index)
        new = _new_lines(stage, before)
        until = [one for one in stage.instructions if one.lines.first <= head.line]
        lines = [one.lines.first for one in until if one.lines.first in new]
        at_head = next((one for one in until if one.lines.first == head.line), None)
        if lines:
            changed.append(lines[-1])
        elif at_head is not None and not _follows(stage, at_head, numbers, rebuilt - {image.index}):
            touched += [head.line] if at_head.keyword in _COPIES and at_head.flag("from") is None else []
    return tuple(changed), tuple(touched)


def _new_lines(stage: Stage, before: Dockerfile) -> set[int]:
    """The lines of a stage that the same stage of the text before did not have."""
    same = [one for one in before.stages if one.name is not None and one.name == stage.name]
    if not same:
        same = [one for one in before.stages if one.index == stage.index]
    known = Counter(_meaning(one) for stage_before in same[:1] for one in stage_before.instructions)
    new = set()
    for one in stage.instructions:
        if known[_meaning(one)] > 0:
            known[_meaning(one)] -= 1
        else:
            new.add(one.lines.first)
    return new


def _meaning(one: Instruction) -> str:
    words = one.text.split()
    if one.keyword == "FROM":  # what a stage is called changes nothing of it
        words = words[:-2] if len(words) > 2 and words[-2].upper() == "AS" else words
    return " ".join(words)


def _follows(stage: Stage, head: Instruction, numbers: dict[str, int], rebuilt: set[int]) -> bool:
    """Whether it was built again for what an earlier stage made."""
    if stage.base.stage in rebuilt:
        return True
    return any(source.stage in rebuilt for source in sources_of(head, numbers))
