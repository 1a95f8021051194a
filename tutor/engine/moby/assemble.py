"""From what was told and listed to a BuildResult."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from tutor.dockerfile import BaseKind, Dockerfile, Instruction, Stage, graph_of
from tutor.engine.moby.journal import Journal, Record
from tutor.engine.moby.listing import Listed
from tutor.engine.moby.measure import Measured
from tutor.engine.moby.steps import Place
from tutor.engine.moby.workdirs import folders_to_workdirs
from tutor.engine.protocol import LABEL
from tutor.engine.result import STEPPING, BuiltInstruction, StageImage
from tutor.image import ImageConfig, Layer, begin_stage, config_after, difference, hidden_bytes

InspectImage = Callable[[str], ImageConfig | None]


def stage_images(
    dockerfile: Dockerfile,
    journal: Journal,
    target: int | None,
    *,
    ok: bool,
    needed: Collection[int],
    inspect: InspectImage,
    measured: Measured | None = None,
    image: str | None = None,
) -> tuple[StageImage, ...]:
    """Every stage of the file as the build left it.

    ``needed`` are the stages that the builder does not skip, ``image`` is the name of the target's image. A
    stage's size is the sum of what its instructions add; FROM an image adds the bytes of all regular files
    that the image shows (so equal on all engines, whatever its layers hide), FROM a stage adds that stage's
    size.
    """
    skipped = graph_of(dockerfile).skipped(target)
    final = target if target is not None else len(dockerfile.stages) - 1
    maker = _Maker(dockerfile, journal, ok, inspect, measured, {}, {})
    stages = []
    for stage in dockerfile.stages:
        if stage.index not in needed:
            stages.append(_skipped(stage, skipped.get(stage.index)))
            continue
        made = maker.make(stage)
        stages.append(replace(made, image=image) if stage.index == final else made)
    return tuple(stages)


def reached_of(
    dockerfile: Dockerfile, journal: Journal, needed: Collection[int], *, ok: bool
) -> dict[int, int]:
    """How many instructions of each needed stage were carried out, only of stages whose base was."""
    reached: dict[int, int] = {}
    for stage in dockerfile.stages:
        if stage.index not in needed:
            continue
        count = journal.reached(stage.index, ok=ok)
        if not ok and stage.base.kind is BaseKind.STAGE and stage.base.stage is not None:
            parent = stage.base.stage
            if reached.get(parent, 0) < len(dockerfile.stages[parent].instructions):
                count = 0
        reached[stage.index] = count
    return reached


@dataclass
class _Maker:
    dockerfile: Dockerfile
    journal: Journal
    ok: bool
    inspect: InspectImage
    measured: Measured | None
    configs: dict[int, ImageConfig | None]
    sizes: dict[int, int | None]

    def make(self, stage: Stage) -> StageImage:
        reached = self.journal.reached(stage.index, ok=self.ok)
        config = self._config(stage, reached)
        self.configs[stage.index] = config
        instructions = self._instructions(stage, reached)
        adds = [instruction.adds for instruction in instructions if instruction.reached]
        known = [bytes_ for bytes_ in adds if bytes_ is not None]
        size = sum(known) if known and len(known) == len(adds) else None
        built = reached == len(stage.instructions)
        listed = self._listed(stage.index, reached - 1)
        if size is None and listed is not None:
            size = listed.files.total_bytes
        self.sizes[stage.index] = size
        return StageImage(
            index=stage.index,
            name=stage.name,
            base=stage.base.name,
            built=built,
            skipped_because=None if reached else "the build failed before it",
            instructions=instructions,
            size=size,
            config=config if reached else None,
            files=listed.files if listed is not None else None,
            documents=listed.documents if listed is not None else {},
        )

    def _instructions(self, stage: Stage, reached: int) -> tuple[BuiltInstruction, ...]:
        records = _filled(self.journal, stage, reached)
        made = []
        for position, instruction in enumerate(stage.instructions):
            built = _unmeasured(instruction, reached=position < reached)
            if position < reached:
                record = records[position]
                built = replace(built, cached=record.cached, seconds=record.seconds)
                built = self._with_sizes(built, stage, position)
            made.append(built)
        return folders_to_workdirs(tuple(made), self._workdirs(stage, reached))

    def _workdirs(self, stage: Stage, reached: int) -> dict[int, ImageConfig]:
        """The config after each WORKDIR, by position."""
        config = begin_stage(self._inherited(stage))
        configs = {}
        for position, instruction in enumerate(stage.instructions[:reached]):
            config = config_after(config, instruction)
            if instruction.keyword == "WORKDIR":
                configs[position] = config
        return configs

    def _with_sizes(self, built: BuiltInstruction, stage: Stage, position: int) -> BuiltInstruction:
        if self.measured is None:
            return built
        listed = self._listed(stage.index, position)
        after = listed.files if listed is not None else None
        if position == 0:
            if stage.base.kind is BaseKind.STAGE and stage.base.stage is not None:
                adds = self.sizes.get(stage.base.stage)
            else:
                adds = after.total_bytes if after is not None else None
            layer = Layer(tuple(after)) if after is not None else None
            return replace(built, adds=adds, hides=0, layer=layer)
        earlier = self._listed(stage.index, position - 1)
        if earlier is None or after is None:
            return built
        before = earlier.files
        if before is after:
            return replace(built, adds=0, hides=0, layer=Layer(()))
        layer = difference(before, after)
        return replace(built, adds=layer.bytes, hides=hidden_bytes(before, layer), layer=layer)

    def _listed(self, stage: int, position: int) -> Listed | None:
        return self.measured.at(stage, position) if self.measured is not None else None

    def _inherited(self, stage: Stage) -> ImageConfig | None:
        """The config that FROM brings, None for scratch and where it is not known."""
        if stage.base.kind is BaseKind.STAGE and stage.base.stage is not None:
            return self.configs.get(stage.base.stage)
        return self.inspect(stage.base.name) if stage.base.kind is BaseKind.IMAGE else None

    def _config(self, stage: Stage, reached: int) -> ImageConfig | None:
        inherited = self._inherited(stage)
        if inherited is None and stage.base.kind is not BaseKind.SCRATCH:
            return None
        config = begin_stage(inherited)
        for instruction in stage.instructions[1:reached]:
            config = config_after(config, instruction)
        return config


def without_our_label(config: ImageConfig) -> ImageConfig:
    """The config as the learner wrote it."""
    return replace(config, labels={key: value for key, value in config.labels.items() if key != LABEL})


def _filled(journal: Journal, stage: Stage, reached: int) -> list[Record]:
    """The records of a stage's instructions, also of those without a step of their own.

    A stage that begins as another one does shares the other's steps: they count as their neighbour does. ENV
    and the like make no step, and so are neither carried out nor cached.
    """
    records = [journal.records.get(Place(stage.index, position)) for position in range(reached)]
    known = [record for record in records if record is not None]
    latest = known[0].cached if known else True
    filled = []
    for instruction, record in zip(stage.instructions, records, strict=False):
        if record is None:
            filled.append(Record(cached=latest and instruction.keyword in STEPPING, done=True))
        else:
            latest = record.cached
            filled.append(record)
    return filled


def _unmeasured(instruction: Instruction, *, reached: bool) -> BuiltInstruction:
    return BuiltInstruction(
        line=instruction.lines.first,
        last_line=instruction.lines.last,
        keyword=instruction.keyword,
        text=instruction.text,
        reached=reached,
    )


def _skipped(stage: Stage, reason: str | None) -> StageImage:
    return StageImage(
        index=stage.index,
        name=stage.name,
        base=stage.base.name,
        built=False,
        skipped_because=reason,
        instructions=tuple(_unmeasured(instruction, reached=False) for instruction in stage.instructions),
    )
