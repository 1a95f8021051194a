"""Commands whose words are not those that were meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.dockerfile.model import Form, Instruction, Stage
from tutor.dockerfile.nearly_json import NearlyJson, nearly_json
from tutor.dockerfile.rules.inspection import Finding, Inspection

WITH_COMMANDS = ("RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK")
_ARRAY_OF_RUN = re.compile(r"\[\S.*\]$")
"""A shell's own ``[`` has a blank behind it."""


def array_no_json(inspection: Inspection) -> Iterator[Finding]:
    """An array that is no JSON is a command for a shell, brackets and all."""
    for instruction in inspection.instructions():
        meant = meant_as_array(instruction)
        if meant is not None:
            message = f"This array is no JSON ({meant.why}), so Docker runs it through a shell"
            yield Finding(f"{message}: double quotes about each word, commas between", instruction.lines)


def meant_as_array(instruction: Instruction) -> NearlyJson | None:
    """How an instruction in shell form was meant, where that begins as an array does."""
    if instruction.keyword not in WITH_COMMANDS or instruction.form is not Form.SHELL:
        return None
    command = instruction.words[-1] if instruction.words and not instruction.heredocs else ""
    if instruction.keyword == "RUN" and not _ARRAY_OF_RUN.match(command):
        return None
    return nearly_json(command)


def blank_in_program(inspection: Inspection) -> Iterator[Finding]:
    """One string of an array is one word, with its blanks."""
    for stage in inspection.dockerfile.stages:
        for instruction in stage.instructions:
            program = program_with_blank(instruction)
            if program and not _is_argument(inspection, stage, instruction):
                message = f"One string is one word: Docker looks for a program called '{program}'"
                yield Finding(f"{message}; write a string for each word", instruction.lines)


def program_with_blank(instruction: Instruction) -> str | None:
    """The first string of an array, where it has a blank between two words."""
    if instruction.keyword not in WITH_COMMANDS or instruction.form is not Form.EXEC:
        return None
    words = instruction.words[1:] if instruction.keyword == "HEALTHCHECK" else instruction.words
    return words[0] if words and len(words[0].split()) > 1 else None


def _is_argument(inspection: Inspection, stage: Stage, instruction: Instruction) -> bool:
    """True for a CMD behind an ENTRYPOINT."""
    if instruction.keyword != "CMD":
        return False
    chain = inspection.dockerfile.chain(stage)
    return any(one.keyword == "ENTRYPOINT" for each in chain for one in each.instructions)
