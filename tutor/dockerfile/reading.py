"""From text to a Dockerfile value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from tutor.dockerfile.directives import read_header
from tutor.dockerfile.evaluation import BaseEnv, Evaluation, evaluate
from tutor.dockerfile.instructions import Read, read_instruction
from tutor.dockerfile.logical import logical_instructions
from tutor.dockerfile.model import Dockerfile, Instruction, Lines, Problem, Severity, Stage
from tutor.dockerfile.prepared import BYTE_ORDER_MARK
from tutor.dockerfile.references import trouble_between
from tutor.dockerfile.variables import Expanded

NO_ARGS: Mapping[str, str] = MappingProxyType({})


def parse(
    text: str, build_args: Mapping[str, str] = NO_ARGS, *, base_env: BaseEnv | None = None
) -> Dockerfile:
    """Read a Dockerfile, also a half-typed one; never raises.

    ``build_args`` are ``--build-arg`` values; ``base_env`` tells the ENV of a base image where it is known.
    """
    lines = lines_of(text)
    header = read_header([lines[0].removeprefix(BYTE_ORDER_MARK), *lines[1:]])
    reads = [
        read_instruction(logical, header.directives)
        for logical in logical_instructions(lines, header.lines, header.directives.escape)
    ]
    preamble, bodies = split_stages([read.instruction for read in reads])
    evaluation = evaluate(
        preamble, bodies, escape=header.directives.escape, build_args=build_args, base_env=base_env
    )
    stages = stages_of(evaluation)
    problems = [
        *header.problems,
        *trouble_with_reading(reads),
        *trouble_with_shape(reads, text, len(lines)),
        *trouble_with_values(evaluation, {read.instruction.lines for read in reads if read.refused}),
        *trouble_between(stages),
    ]
    return Dockerfile(
        text=text,
        directives=header.directives,
        preamble=tuple(with_words(one) for one in evaluation.preamble),
        stages=stages,
        problems=tuple(sorted(problems, key=lambda problem: problem.lines.first)),
    )


def lines_of(text: str) -> list[str]:
    """The lines without ``\\n``; the last line end opens no line of its own. Never empty."""
    lines = text.split("\n")
    return lines[:-1] if len(lines) > 1 and not lines[-1] else lines


def split_stages(instructions: Sequence[Instruction]) -> tuple[list[Instruction], list[list[Instruction]]]:
    preamble: list[Instruction] = []
    stages: list[list[Instruction]] = []
    for instruction in instructions:
        if instruction.keyword == "FROM":
            stages.append([instruction])
        elif stages:
            stages[-1].append(instruction)
        else:
            preamble.append(instruction)
    return preamble, stages


def stages_of(evaluation: Evaluation) -> tuple[Stage, ...]:
    return tuple(
        Stage(
            index=index,
            name=stage.start.name,
            base=stage.start.base,
            instructions=(with_words(stage.start.expanded), *(with_words(one) for one in stage.body)),
        )
        for index, stage in enumerate(evaluation.stages)
    )


def with_words(expanded: Expanded) -> Instruction:
    if expanded.words == expanded.instruction.words and not (expanded.flags or expanded.heredocs):
        return expanded.instruction
    return replace(
        expanded.instruction,
        expanded=expanded.words,
        expanded_flags=expanded.flags,
        expanded_heredocs=expanded.heredocs,
    )


def error(message: str, lines: Lines) -> Problem:
    return Problem("Syntax", message, lines, Severity.ERROR)


def trouble_with_reading(reads: Sequence[Read]) -> list[Problem]:
    return [error(read.refused, read.instruction.lines) for read in reads if read.refused]


def trouble_with_shape(reads: Sequence[Read], text: str, line_count: int) -> list[Problem]:
    """No instructions at all, none that opens a stage, or one before the first FROM."""
    if not text:
        return [error("the Dockerfile cannot be empty", Lines(1, 1))]
    if not reads:
        return [error("file with no instructions", Lines(1, line_count))]
    for read in reads:
        keyword = read.instruction.keyword
        if keyword == "FROM":
            return []
        if keyword != "ARG":
            # An unknown word, perhaps a misspelt FROM, has its own problem already.
            known = read.refused is None or not read.refused.startswith("unknown instruction")
            return [error("no build stage in current context", read.instruction.lines)] if known else []
    return [error("dockerfile contains no stages to build", reads[-1].instruction.lines)]


def trouble_with_values(evaluation: Evaluation, known: set[Lines]) -> list[Problem]:
    """What expansion brought to light, in instructions that were sound until then."""
    everything = [
        *evaluation.preamble,
        *(one for stage in evaluation.stages for one in (stage.start.expanded, *stage.body)),
    ]
    return [
        error(one.refused, one.instruction.lines)
        for one in everything
        if one.refused and one.instruction.lines not in known
    ]
