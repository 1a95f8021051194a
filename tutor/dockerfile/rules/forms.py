"""How an instruction is written: JSON or shell form, old key value form, blank continuation lines."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.dockerfile.model import Form, Instruction, Lines
from tutor.dockerfile.rules.inspection import Finding, Inspection, written_keyword
from tutor.dockerfile.words import quoted_words, split_flags

USED_ONCE = ("CMD", "ENTRYPOINT", "HEALTHCHECK")


def no_empty_continuation(inspection: Inspection) -> Iterator[Finding]:
    for instruction in (*inspection.dockerfile.preamble, *inspection.instructions()):
        blank = blank_continuation_line(instruction)
        if blank is not None:
            yield Finding("Empty continuation line", Lines(blank, blank))


def blank_continuation_line(instruction: Instruction) -> int | None:
    """The first blank line inside the instruction, heredocs not counted."""
    lines = instruction.source.split("\n")
    own = len(lines) - sum(heredoc.content.count("\n") + 1 for heredoc in instruction.heredocs)
    for offset, line in enumerate(lines[:own]):
        if offset and not line.strip():
            return instruction.lines.first + offset
    return None


def json_args_recommended(inspection: Inspection) -> Iterator[Finding]:
    for stage in inspection.dockerfile.stages:
        below = list(inspection.dockerfile.chain(stage))[1:]
        # Whoever sets a SHELL chose the shell form.
        chosen = any(one.keyword == "SHELL" for lower in below for one in lower.instructions)
        for instruction in stage.instructions:
            chosen = chosen or instruction.keyword == "SHELL"
            shell_form = instruction.keyword in ("CMD", "ENTRYPOINT") and instruction.form is Form.SHELL
            if shell_form and not chosen:
                what = f"JSON arguments recommended for {written_keyword(instruction)}"
                why = "to prevent unintended behavior related to OS signals"
                yield Finding(f"{what} {why}", instruction.lines)


def legacy_key_value_format(inspection: Inspection) -> Iterator[Finding]:
    escape = inspection.dockerfile.directives.escape
    for instruction in inspection.instructions():
        if instruction.keyword in ("ENV", "LABEL") and is_legacy(instruction, escape):
            keyword = written_keyword(instruction)
            message = f'"{keyword} key=value" should be used instead of legacy "{keyword} key value" format'
            yield Finding(message, instruction.lines)


def is_legacy(instruction: Instruction, escape: str) -> bool:
    """True for ``ENV key value``: the first word has no equals sign, and another word follows."""
    _, rest = split_flags(instruction.text.partition(" ")[2])
    words = quoted_words(rest, escape)
    return len(words) > 1 and "=" not in words[0]


def multiple_instructions_disallowed(inspection: Inspection) -> Iterator[Finding]:
    for stage in inspection.dockerfile.stages:
        for keyword in USED_ONCE:
            found = [one for one in stage.instructions if one.keyword == keyword]
            for instruction in found[:-1]:
                why = "should not be used in the same stage because only the last one will be used"
                message = f"Multiple {written_keyword(instruction)} instructions {why}"
                yield Finding(message, instruction.lines)


def maintainer_deprecated(inspection: Inspection) -> Iterator[Finding]:
    for instruction in inspection.instructions():
        if instruction.keyword == "MAINTAINER":
            message = "Maintainer instruction is deprecated in favor of using label"
            yield Finding(message, instruction.lines)
