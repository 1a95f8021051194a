"""Names: of stages, and comments that describe a stage or an ARG."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.dockerfile.directives import read_header
from tutor.dockerfile.model import Dockerfile, Instruction
from tutor.dockerfile.rules.inspection import Finding, Inspection

RESERVED = ("context", "scratch")


def duplicate_stage_name(inspection: Inspection) -> Iterator[Finding]:
    seen: set[str] = set()
    for stage in inspection.dockerfile.stages:
        if stage.name in seen:
            message = f'Duplicate stage name "{stage.name}", stage names should be unique'
            yield Finding(message, stage.instructions[0].lines)
        if stage.name:
            seen.add(stage.name)


def reserved_stage_name(inspection: Inspection) -> Iterator[Finding]:
    for stage in inspection.dockerfile.stages:
        if stage.name in RESERVED:
            message = f'Stage name should not use the same name as reserved stage "{stage.name}"'
            yield Finding(message, stage.instructions[0].lines)


def invalid_definition_description(inspection: Inspection) -> Iterator[Finding]:
    dockerfile = inspection.dockerfile
    lines = dockerfile.text.split("\n")
    header = read_header(lines).lines
    for instruction, names in described(dockerfile):
        comment = comment_above(lines, instruction.lines.first, header)
        if comment is not None and comment.split(" ")[0] not in names:
            name = names[0] if len(names) == 1 else "<arg_key>"
            message = f"Comment for {instruction.keyword} should follow the format: `# {name} <description>`"
            yield Finding(message, instruction.lines)


def described(dockerfile: Dockerfile) -> Iterator[tuple[Instruction, list[str]]]:
    """The instructions that a comment may describe, with the names that it may begin with."""
    for stage in dockerfile.stages:
        if stage.name:
            yield stage.instructions[0], [stage.name]
    everything = [*dockerfile.preamble, *(one for stage in dockerfile.stages for one in stage.instructions)]
    for instruction in everything:
        if instruction.keyword == "ARG" and instruction.words:
            yield instruction, [word.partition("=")[0] for word in instruction.words]


def comment_above(lines: list[str], first: int, header: int) -> str | None:
    """The comment right above line ``first``, without its ``#``; None without one and for an empty one."""
    above = first - 2
    if above < header:
        return None
    line = lines[above].strip()
    return line[1:].strip() or None if line.startswith("#") else None
