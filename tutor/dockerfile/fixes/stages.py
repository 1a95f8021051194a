"""Names of stages."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.dockerfile.fixes.model import Fix, Page
from tutor.dockerfile.model import BaseKind, Instruction, Problem, Stage
from tutor.dockerfile.nearest import nearest
from tutor.dockerfile.sources import sources_of, stage_numbers
from tutor.dockerfile.stage_names import RenameError, renamed, stage_spots, start_of

_MOST_OFFERED = 3


def nearest_stage(page: Page, instruction: Instruction, problem: Problem | None) -> Iterator[Fix]:
    """The stage whose name was misspelt."""
    earlier = _earlier(page, instruction)
    for name in _names_of_no_stage(page, instruction):
        meant = nearest(name, [stage.name for stage in earlier if stage.name], ignore_case=True)
        fix = page.replaced(f"Write {meant}, a stage above", instruction, name, meant) if meant else None
        if fix is not None:
            yield fix


def name_for_missing(page: Page, instruction: Instruction, problem: Problem | None) -> Iterator[Fix]:
    """Give a stage above the name that is used here, where it has none."""
    unnamed = [stage for stage in _earlier(page, instruction) if stage.name is None]
    for name in _names_of_no_stage(page, instruction):
        for stage in unnamed[-_MOST_OFFERED:]:
            what = f"Name the stage of line {stage.lines.first} {name}"
            yield from _renamed(page, stage, name, what)


def name_in_small_letters(page: Page, instruction: Instruction, problem: Problem | None) -> Iterator[Fix]:
    """The same name in small letters, wherever it stands."""
    stage = page.dockerfile.stage_at(instruction.lines.first)
    if stage is not None and stage.name is not None:
        yield from _renamed(page, stage, stage.name.lower(), f"Call it {stage.name.lower()} everywhere")


def _renamed(page: Page, stage: Stage, name: str, title: str) -> Iterator[Fix]:
    spots = stage_spots(page.blocks)
    try:
        start_of(spots, stage.index)
        yield page.whole(title, renamed(page.lines, spots, stage.index, name))
    except (RenameError, StopIteration):
        return


def _earlier(page: Page, instruction: Instruction) -> list[Stage]:
    return [stage for stage in page.dockerfile.stages if stage.lines.last < instruction.lines.first]


def _names_of_no_stage(page: Page, instruction: Instruction) -> Iterator[str]:
    """What the instruction takes files from, or starts from, that looks like a stage and is none."""
    stages = page.dockerfile.stages
    names = [one.name for one in sources_of(instruction, stage_numbers(stages)) if one.stage is None]
    stage = next((one for one in stages if one.instructions[0] is instruction), None)
    if stage is not None and stage.base.kind is BaseKind.IMAGE:
        names.append(stage.base.name)
    for name in names:
        if not any(mark in name for mark in "/:@$"):
            yield name
