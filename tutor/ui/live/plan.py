"""What a build of a text is going to do, stage by stage."""

from __future__ import annotations

from dataclasses import dataclass

_STEPS = frozenset({"ADD", "COPY", "RUN"})
"""What every builder makes a step of; of WORKDIR and the like not all do."""


@dataclass(frozen=True, slots=True)
class Take:
    """Something that a stage takes over; ``source`` is the number of an earlier stage, None for an image.

    ``how`` is "FROM", "COPY", "RUN" and so on.
    """

    source: int | None
    name: str
    how: str
    line: int


@dataclass(frozen=True, slots=True)
class PlannedStage:
    """A stage as the text has it; ``lines`` are the first lines of the instructions that run or copy.

    ``skipped`` is why no build of the target makes it, None where one does.
    """

    index: int
    label: str
    base: str
    takes: tuple[Take, ...]
    lines: tuple[int, ...]
    final: bool = False
    skipped: str | None = None

    @property
    def needs(self) -> tuple[int, ...]:
        """The numbers of the stages that it takes something from, in the order of its lines."""
        return tuple(dict.fromkeys(take.source for take in self.takes if take.source is not None))


def plan_of(text: str, target: str | None = None) -> tuple[PlannedStage, ...]:
    """The stages of a text in file order; ``target`` is the name or number of the one that is built."""
    from tutor.dockerfile import graph_of, parse
    from tutor.dockerfile.sources import sources_of, stage_numbers

    dockerfile = parse(text)
    if not dockerfile.stages:
        return ()
    wanted = dockerfile.stage(target) if target is not None else None
    final = wanted.index if wanted is not None else dockerfile.stages[-1].index
    skipped = graph_of(dockerfile).skipped(final)
    numbers = stage_numbers(dockerfile.stages)
    plan = []
    for stage in dockerfile.stages:
        first, *others = stage.instructions
        takes = [Take(stage.base.stage, stage.base.name, "FROM", first.lines.first)]
        for instruction in others:
            for source in sources_of(instruction, numbers):
                inside = source.stage is not None and 0 <= source.stage < stage.index
                number = source.stage if inside else None
                name = dockerfile.stages[number].label if number is not None else source.name
                takes.append(Take(number, name, instruction.keyword, instruction.lines.first))
        plan.append(
            PlannedStage(
                stage.index,
                stage.label,
                stage.base.name,
                tuple(takes),
                tuple(one.lines.first for one in others if one.keyword in _STEPS),
                stage.index == final,
                skipped.get(stage.index),
            )
        )
    return tuple(plan)
