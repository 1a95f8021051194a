"""From what a builder did to a BuildResult."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tutor.dockerfile import Dockerfile, Instruction, Stage, graph_of
from tutor.engine.embedded.building import StageSoFar, Told
from tutor.engine.embedded.contents import Contents
from tutor.engine.result import STEPPING, BuiltInstruction, StageImage
from tutor.image import DOCUMENT_FOLDERS, DOCUMENT_PATHS, FileTree

NOT_REACHED = "the build failed before it"


def stage_images(
    dockerfile: Dockerfile,
    target: int | None,
    stages: Mapping[int, StageSoFar],
    contents: Contents,
    *,
    measure: bool,
    ok: bool,
) -> tuple[StageImage, ...]:
    """Every stage of the file as the build left it."""
    graph = graph_of(dockerfile)
    skipped = graph.skipped(target)
    made = []
    for stage in dockerfile.stages:
        so_far = stages.get(stage.index)
        reason = skipped.get(stage.index)
        if so_far is None:
            made.append(_unreached(stage, reason if reason is not None else None if ok else NOT_REACHED))
        else:
            made.append(_reached(stage, so_far, contents, measure=measure))
    return tuple(made)


def _reached(stage: Stage, so_far: StageSoFar, contents: Contents, *, measure: bool) -> StageImage:
    stand = so_far.stand
    instructions = []
    steps = [told for told in so_far.told if told.own_step]
    latest = steps[0].cached if steps else True
    for position, instruction in enumerate(stage.instructions):
        if position >= len(so_far.told):
            instructions.append(_built(instruction, None, cached=False))
            continue
        told = so_far.told[position]
        # A step that is another stage's too counts as the one before it does; what is no step is not cached.
        latest = told.cached if told.own_step else latest
        cached = latest and instruction.keyword in STEPPING
        instructions.append(_built(instruction, told, cached=cached))
    size = sum(told.adds for told in so_far.told)
    image = StageImage(
        index=stage.index,
        name=stage.name,
        base=stage.base.name,
        built=len(so_far.told) == len(stage.instructions),
        skipped_because=None,
        instructions=tuple(instructions),
        size=size,
        config=stand.config,
        files=stand.files,
        documents=documents_of(stand.files, contents),
        history=stand.history,
    )
    return image if measure else _unmeasured(image)


def _unmeasured(image: StageImage) -> StageImage:
    """The same without what measuring finds."""
    bare = tuple(replace(each, adds=None, hides=None, layer=None) for each in image.instructions)
    return replace(image, instructions=bare, size=None, files=None, documents={})


def _unreached(stage: Stage, reason: str | None) -> StageImage:
    return StageImage(
        index=stage.index,
        name=stage.name,
        base=stage.base.name,
        built=False,
        skipped_because=reason,
        instructions=tuple(_built(each, None, cached=False) for each in stage.instructions),
    )


def _built(instruction: Instruction, told: Told | None, *, cached: bool) -> BuiltInstruction:
    plain = BuiltInstruction(
        line=instruction.lines.first,
        last_line=instruction.lines.last,
        keyword=instruction.keyword,
        text=instruction.text,
        reached=told is not None,
        origin="computed",
    )
    if told is None:
        return plain
    return replace(
        plain,
        cached=cached,
        seconds=told.seconds,
        adds=told.adds,
        hides=told.hides,
        layer=told.layer,
        origin="recorded" if told.recorded else "computed",
    )


def documents_of(files: FileTree, contents: Contents) -> dict[str, bytes]:
    """The documents of a stage whose content is known, by path."""
    paths = [path for path in DOCUMENT_PATHS if files.resolve(path) is not None]
    for folder in DOCUMENT_FOLDERS:
        if files.get(folder) is not None:
            paths += [e.path for e in files.children(folder) if not e.path.endswith(".md5sums")]
    found = {}
    for path in paths:
        entry = files.resolve(path)
        content = contents.whole(entry.digest, entry.size) if entry is not None else None
        if content is not None:
            found[path] = content
    return found
