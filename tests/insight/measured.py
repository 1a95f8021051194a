"""Builds that nobody made: a Dockerfile with the layer of each line written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tutor.dockerfile import graph_of, parse
from tutor.engine import BuildResult, BuiltInstruction, StageImage
from tutor.image import (
    FileEntry,
    FileKind,
    FileTree,
    ImageConfig,
    Layer,
    begin_stage,
    config_after,
    hidden_bytes,
)

FILE, DIRECTORY, SYMLINK = FileKind.FILE, FileKind.DIRECTORY, FileKind.SYMLINK
NOTHING = Layer(())


def file(path, size=1, mode=0o644, **more) -> FileEntry:
    return FileEntry(path, FILE, mode, size, **more)


def folder(path, mode=0o755, **more) -> FileEntry:
    return FileEntry(path, DIRECTORY, mode, **more)


def link(path, target, **more) -> FileEntry:
    return FileEntry(path, SYMLINK, 0o777, target=target, **more)


def layer(*entries: FileEntry, gone=(), opaque=()) -> Layer:
    return Layer(entries, tuple(gone), tuple(opaque))


def measured(text: str, layers: Mapping[int, Layer | None], *, documents=None) -> BuildResult:
    """The result of a build in which the instruction at each line stored its layer.

    Lines that are not named stored nothing; None stands for one that was not measured.
    """
    dockerfile = parse(text)
    skipped = graph_of(dockerfile).skipped()
    stages: list[StageImage] = []
    for stage in dockerfile.stages:
        if stage.index in skipped:
            instructions = tuple(_plain(one, reached=False) for one in stage.instructions)
            bare = StageImage(
                stage.index, stage.name, stage.base.name, False, skipped[stage.index], instructions
            )
            stages.append(bare)
            continue
        below = stages[stage.base.stage] if stage.base.stage is not None else None
        tree = below.files if below is not None else FileTree.of(())
        config = begin_stage(below.config if below is not None else ImageConfig(workdir="/"))
        size = 0
        instructions = []
        for position, instruction in enumerate(stage.instructions):
            config = config_after(config, instruction)
            built = _plain(instruction, reached=True)
            stored = layers.get(instruction.lines.first, NOTHING)
            if below is not None and position == 0:
                built = replace(built, adds=below.size, hides=0, layer=Layer(tuple(tree)))
            elif stored is not None:
                built = replace(built, adds=stored.bytes, hides=hidden_bytes(tree, stored), layer=stored)
                tree = tree.apply(stored)
            size += built.adds or 0
            instructions.append(built)
        stages.append(
            StageImage(
                stage.index,
                stage.name,
                stage.base.name,
                True,
                None,
                tuple(instructions),
                size,
                config=config,
                files=tree,
                documents=documents or {},
            )
        )
    return BuildResult("Nobody's", "nobody", tuple(stages), len(stages) - 1, 0.0)


def _plain(instruction, *, reached: bool) -> BuiltInstruction:
    lines = instruction.lines
    return BuiltInstruction(lines.first, lines.last, instruction.keyword, instruction.text, reached=reached)
