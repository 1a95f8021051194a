"""Upper and lower case: keywords, AS, stage names."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.dockerfile.model import Instruction
from tutor.dockerfile.rules.inspection import Finding, Inspection, written_keyword

AS_POSITION = 1
NAME_POSITION = 2


def consistent_instruction_casing(inspection: Inspection) -> Iterator[Finding]:
    keywords = [(one, written_keyword(one)) for one in inspection.instructions()]
    lower = sum(keyword.islower() for _, keyword in keywords)
    upper = sum(keyword.isupper() for _, keyword in keywords)
    wanted, fold = ("lowercase", str.lower) if lower > upper else ("uppercase", str.upper)
    for instruction, keyword in keywords:
        if keyword != fold(keyword):
            message = f"Command '{keyword}' should match the case of the command majority ({wanted})"
            yield Finding(message, instruction.lines)


def from_as_casing(inspection: Inspection) -> Iterator[Finding]:
    for stage in inspection.dockerfile.stages:
        start = stage.instructions[0]
        keyword, word = written_keyword(start), as_word(start)
        same = (keyword.isupper() and word.isupper()) or (keyword.islower() and word.islower())
        # A keyword in mixed case is another rule's business.
        if word and not same and (keyword.isupper() or keyword.islower()):
            yield Finding(f"'{word}' and '{keyword}' keywords' casing do not match", start.lines)


def as_word(start: Instruction) -> str:
    return start.words[AS_POSITION] if len(start.words) > NAME_POSITION else ""


def stage_name_casing(inspection: Inspection) -> Iterator[Finding]:
    for stage in inspection.dockerfile.stages:
        start = stage.instructions[0]
        written = start.words[NAME_POSITION] if stage.name else ""
        if written != written.lower():
            yield Finding(f"Stage name '{written}' should be lowercase", start.lines)
