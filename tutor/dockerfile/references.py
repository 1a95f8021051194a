"""References between stages that BuildKit refuses: to later or absent stages, and in circles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from tutor.dockerfile.model import Lines, Problem, Severity, Stage
from tutor.dockerfile.reference import trouble_with_reference
from tutor.dockerfile.sources import Source, sources_of, stage_numbers
from tutor.dockerfile.stage_titles import stage_title

NO_VARIABLES = (
    "variable expansion is not supported for --from, define a new stage with FROM using ARG from global scope"
    " as a workaround"
)


def trouble_between(stages: Sequence[Stage]) -> Iterator[Problem]:
    """The problems with every ``--from``, in file order."""
    numbers = stage_numbers(stages)
    sources = [
        (stage, source)
        for stage in stages
        for instruction in stage.instructions
        for source in sources_of(instruction, numbers)
    ]
    reach = reachable(stages, sources)
    for stage, source in sources:
        message = trouble_with(stage, source, stages, reach)
        if message:
            lines = source.instruction.lines
            yield Problem("Syntax", message, Lines(lines.first, lines.last), Severity.ERROR)


def trouble_with(
    stage: Stage, source: Source, stages: Sequence[Stage], reach: Mapping[int, set[int]]
) -> str | None:
    if source.stage is None:
        return trouble_with_image(source)
    if not 0 <= source.stage < len(stages):
        return f"invalid stage index {source.stage}"
    if source.stage < stage.index:
        return None
    if stage.index in reach[source.stage]:
        return f"circular dependency detected on stage: {title(stage)}"
    needed = title(stages[source.stage])
    if source.reason == "mount":
        where = f'to "{source.target}", stage needs to be defined before current command'
        return f'cannot mount from stage "{needed}" {where}'
    return f'cannot copy from stage "{needed}", it needs to be defined before current stage "{title(stage)}"'


def trouble_with_image(source: Source) -> str | None:
    if source.name == "scratch":
        return None
    if re.search(r"\$.", source.name):
        # A mount's variables were refused when the mount was read.
        return NO_VARIABLES if source.reason == "copy" else None
    why = trouble_with_reference(source.name)
    return f'failed to parse stage name "{source.name}": {why}' if why else None


def title(stage: Stage) -> str:
    return stage_title(stage.label)


def reachable(stages: Sequence[Stage], sources: Sequence[tuple[Stage, Source]]) -> dict[int, set[int]]:
    """For each stage the stages that its ``--from`` lead to, itself included."""
    direct: dict[int, set[int]] = {stage.index: set() for stage in stages}
    for stage, source in sources:
        if source.stage in direct:
            direct[stage.index].add(source.stage)
    return {start: follow(start, direct) for start in direct}


def follow(start: int, direct: Mapping[int, set[int]]) -> set[int]:
    found: set[int] = set()
    waiting = [start]
    while waiting:
        stage = waiting.pop()
        if stage not in found:
            found.add(stage)
            waiting.extend(direct[stage])
    return found
