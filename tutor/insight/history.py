"""A stage as its instructions made it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from tutor.dockerfile import Dockerfile, Instruction
from tutor.engine import BuildResult, BuiltInstruction
from tutor.image import FileTree, Layer
from tutor.insight.layering import Layering
from tutor.insight.reused import may_copy

NOTHING = FileTree.of(())


@dataclass(frozen=True, slots=True)
class Step:
    """One instruction with its layer, in the place that it has among the layers of a stage.

    ``layer`` is None where it was not measured. ``workdir`` is the folder that relative destinations count
    from, without leading slash.
    """

    number: int
    stage: int
    instruction: Instruction
    built: BuiltInstruction
    layer: Layer | None
    workdir: str

    @property
    def line(self) -> int:
        return self.instruction.lines.first

    @property
    def place(self) -> tuple[int, int]:
        """Stage and line."""
        return self.stage, self.line


@dataclass
class StageHistory:
    """All instructions of a stage that were carried out, those of the stages that it is FROM below its own.

    ``files`` is what the stage shows in the end, ``built`` whether that is its end. What its known layers add
    up to is the same unless some were not measured. A layer's number is that of its step. A stage that was
    never begun has no steps.
    """

    stage: int
    files: FileTree | None
    built: bool = True
    steps: list[Step] = field(default_factory=list)
    layers: Layering = field(default_factory=Layering)

    @cached_property
    def complete(self) -> bool:
        """Whether every layer was measured, as far as the build came; ask when all steps are there."""
        return self.files is not None and all(step.layer is not None for step in self.steps)

    @property
    def tree(self) -> FileTree:
        """The files that the stage shows; none where nothing was measured."""
        return self.files if self.files is not None else NOTHING

    @property
    def own_steps(self) -> tuple[Step, ...]:
        """Those of the stage itself."""
        return tuple(step for step in self.steps if step.stage == self.stage)

    @property
    def stored_bytes(self) -> int:
        return sum(step.layer.bytes for step in self.steps if step.layer is not None)

    def owner_of(self, path: str) -> Step | None:
        """The step whose layer holds what the stage shows at a path; None where that is not known."""
        number = self.layers.owner.get(path)
        if number is None or self.files is None:
            return None
        if not self.complete and self.files.get(path) != self.layers.shown[path]:
            return None
        return self.steps[number]

    def before(self, step: Step, path: str) -> tuple[Step, str] | None:
        """Which step had stored, and where, what ``step`` moved, copied or changed the mode of."""
        reuse = self.layers.reused.get((step.number, path))
        return (self.steps[reuse.owner], reuse.path) if reuse is not None else None

    def add(self, step: Step) -> None:
        """Put a step on top of all others."""
        self.steps.append(step)
        if step.layer is not None:
            runs = step.instruction.keyword == "RUN"
            copies = runs and may_copy(step.instruction)
            self.layers.put(step.number, step.layer, reuses=runs, copies=copies)


def histories(
    result: BuildResult, dockerfile: Dockerfile, folders: Mapping[tuple[int, int], str]
) -> tuple[StageHistory, ...]:
    """The history of every stage of the file; ``folders`` are the working folders by stage and position."""
    made: list[StageHistory] = []
    for stage, built in zip(dockerfile.stages, result.stages, strict=False):
        history = StageHistory(stage.index, built.files, built.built)
        first = 0
        begun = any(one.reached for one in built.instructions)
        if stage.base.stage is not None and begun:
            below = made[stage.base.stage]
            history.steps, history.layers = list(below.steps), below.layers.copy()
            first = 1
        for position, instruction in enumerate(stage.instructions[: len(built.instructions)]):
            one = built.instructions[position]
            if position >= first and one.reached:
                folder = folders[stage.index, position]
                history.add(Step(len(history.steps), stage.index, instruction, one, one.layer, folder))
        made.append(history)
    return tuple(made)
