"""What became of what each line added."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tutor.dockerfile.stage_titles import the_stage
from tutor.engine import BuildResult, BuiltInstruction
from tutor.image import FileKind
from tutor.image.size import human
from tutor.insight.explanation import LineInsight
from tutor.insight.history import StageHistory, Step
from tutor.insight.provenance import Provenance

FILE = FileKind.FILE


@dataclass(frozen=True, slots=True)
class Fate:
    """Bytes and files of one instruction; None where they were not measured."""

    adds: int | None = None
    hidden_later: int | None = None
    ships: int | None = None
    files: int | None = None


def line_insights(result: BuildResult, provenance: Provenance) -> tuple[LineInsight, ...]:
    """Every instruction of every stage, in file order."""
    fates = _fates(result, provenance)
    told = []
    for stage in result.stages:
        chained = stage.index in provenance.reach.chain
        for position, one in enumerate(stage.instructions):
            fate = fates.get((stage.index, position), Fate())
            told.append(
                LineInsight(
                    line=one.line,
                    last_line=one.last_line,
                    stage=stage.index,
                    keyword=one.keyword,
                    text=one.text,
                    reached=one.reached,
                    cached=one.cached,
                    seconds=one.seconds,
                    adds=one.adds,
                    hides=one.hides,
                    hidden_later=fate.hidden_later,
                    ships=fate.ships,
                    files_added=fate.files,
                    says=says(one, fate, stage.label, stage.skipped_because, chained=chained),
                )
            )
    return tuple(told)


def says(one: BuiltInstruction, fate: Fate, stage: str, skipped_because: str | None, *, chained: bool) -> str:
    """One sentence about an instruction."""
    if not one.reached:
        return f"not carried out: {skipped_because or 'the build ended before it'}"
    if one.adds is None:
        return "not measured"
    hides = f", hides {human(one.hides)}" if one.hides else ""
    if one.adds == 0:
        return f"adds nothing{hides}"
    added = f"adds {human(one.adds)}{hides}"
    if chained and fate.ships is not None:
        later = f", though {human(fate.hidden_later)} of it is hidden later" if fate.hidden_later else ""
        return f"{added}, all in the final image{later}"
    return f"{added}{_of_which(one.adds, fate, stage)}"


def _of_which(adds: int, fate: Fate, stage: str) -> str:
    """How much of what a line of an earlier stage adds was copied on."""
    if fate.ships is None:
        return ""
    if fate.ships == adds:
        return ", and all of it ships"
    if fate.ships:
        return f", of which {human(fate.ships)} ships"
    if fate.hidden_later:
        return f", of which nothing ships: {human(fate.hidden_later)} of it is hidden later"
    return f", of which nothing ships: {the_stage(stage)} stays behind"


def _fates(result: BuildResult, provenance: Provenance) -> dict[tuple[int, int], Fate]:
    """By stage and position of the instruction."""
    positions = {
        (stage.index, one.line): position
        for stage in result.stages
        for position, one in enumerate(stage.instructions)
    }
    hidden = _hidden_later(provenance)
    fates: dict[tuple[int, int], Fate] = {}
    for history in provenance.histories:
        chained = history.stage in provenance.reach.chain
        copied_on = {} if chained else _copied_on(provenance, history)
        for step in history.steps:
            key = (step.stage, positions[step.stage, step.line])
            if step.stage != history.stage:
                continue
            adds = step.built.adds
            known = adds is not None and step.layer is not None
            ships = adds if chained else copied_on.get(step.number, 0)
            told = history.stage in provenance.reach.known
            fates[key] = Fate(
                adds=adds,
                hidden_later=hidden.get(step.place, 0) if known else None,
                ships=ships if known and told else None,
                files=_files(step) if known else None,
            )
        _add_from(result, provenance, history, copied_on, fates)
    return fates


def _add_from(
    result: BuildResult,
    provenance: Provenance,
    history: StageHistory,
    copied_on: Mapping[int, int],
    fates: dict[tuple[int, int], Fate],
) -> None:
    """FROM a stage adds all that stage's layers, which are no step of this one."""
    below = provenance.dockerfile.stages[history.stage].base.stage
    stage = result.stages[history.stage]
    if below is None or not stage.instructions or not stage.instructions[0].reached:
        return
    adds = stage.instructions[0].adds
    inherited = [step for step in history.steps if step.stage != history.stage]
    chained = history.stage in provenance.reach.chain
    ships = adds if chained else sum(copied_on.get(step.number, 0) for step in inherited)
    later = sum(
        one.bytes
        for one in history.layers.hidden
        if history.steps[one.step].stage == history.stage and history.steps[one.owner].stage != history.stage
    )
    known = adds is not None
    told = history.stage in provenance.reach.known
    fates[history.stage, 0] = Fate(
        adds,
        hidden_later=later if known else None,
        ships=ships if known and told else None,
        files=sum(_files(step) for step in inherited) if known else None,
    )


def _hidden_later(provenance: Provenance) -> dict[tuple[int, int], int]:
    """Bytes of each line that were hidden in its own stage, or on top of it in the final image."""
    sums: dict[tuple[int, int], int] = {}
    for history in provenance.histories:
        for one in history.layers.hidden:
            by, owner = history.steps[one.step], history.steps[one.owner]
            if by.stage != history.stage:
                continue
            if owner.stage == history.stage or history.stage in provenance.reach.chain:
                sums[owner.place] = sums.get(owner.place, 0) + one.bytes
    return sums


def _copied_on(provenance: Provenance, history: StageHistory) -> dict[int, int]:
    """Bytes of each step of a stage that reach the final image, a hard-linked file once."""
    counted: set[str] = set()
    sums: dict[int, int] = {}
    for path in provenance.shipped(history.stage):
        entry = history.tree.get(path)
        step = history.owner_of(path)
        if entry is None or step is None or entry.kind is not FILE:
            continue
        name = entry.same_as or path
        if name not in counted:
            counted.add(name)
            sums[step.number] = sums.get(step.number, 0) + entry.size
    return sums


def _files(step: Step) -> int:
    """Regular files that a step stored, a hard-linked one once."""
    entries = step.layer.entries if step.layer is not None else ()
    return sum(1 for entry in entries if entry.kind is FILE and entry.same_as is None)
