"""A variable that is set where the tool that reads it does not run."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.dockerfile.model import Instruction, Stage
from tutor.dockerfile.rules.inspection import Finding, Inspection
from tutor.dockerfile.stage_titles import the_stage

READ_BY = {
    "CGO_ENABLED": "go",
    "GOARCH": "go",
    "GOFLAGS": "go",
    "GOOS": "go",
    "GOPROXY": "go",
    "RUSTFLAGS": "cargo",
}
"""Variables that only a tool of the build reads: no program that ships does."""


def env_out_of_reach(inspection: Inspection) -> Iterator[Finding]:
    """An ENV counts in its own stage, and in those built from it, for what stands below."""
    stages = inspection.dockerfile.stages
    for stage in stages:
        for one in stage.instructions:
            for name in _names(one):
                tool = READ_BY.get(name)
                if tool is None or _reaches(inspection, stage, one, tool):
                    continue
                missed = next((found for each in stages for found in _missed(each, name, tool)), None)
                if missed is not None:
                    where, line = missed
                    told = (
                        f"{name} is set below line {line}, where {tool} runs: set it above"
                        if where is stage
                        else f"{name} counts in this stage only, and {tool} runs in "
                        f"{the_stage(where.label)}, line {line}: set it there"
                    )
                    yield Finding(told, one.lines)


def _names(instruction: Instruction) -> list[str]:
    return [word.partition("=")[0] for word in instruction.words] if instruction.keyword == "ENV" else []


def _runs(instruction: Instruction, tool: str) -> bool:
    return instruction.keyword == "RUN" and bool(
        re.search(rf"(?:^|[\s;&|(\"\[]){tool}[\s\",]", instruction.text)
    )


def _reaches(inspection: Inspection, stage: Stage, env: Instruction, tool: str) -> bool:
    """Whether the tool runs below the ENV, in its stage or in one that is built from it."""
    return any(
        _runs(one, tool) and (each is not stage or one.lines.first > env.lines.first)
        for each in inspection.dockerfile.stages
        if stage in inspection.dockerfile.chain(each)
        for one in each.instructions
    )


def _missed(stage: Stage, name: str, tool: str) -> Iterator[tuple[Stage, int]]:
    """Where the tool runs without the variable."""
    for one in stage.instructions:
        if name in _names(one):
            return
        if _runs(one, tool) and f"{name}=" not in one.text:
            yield stage, one.lines.first
