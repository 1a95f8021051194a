"""From a logical instruction to an Instruction value; variables are expanded later."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tutor.dockerfile.arguments import KEYWORDS, read_arguments, trouble_with_timing
from tutor.dockerfile.flags import read_flags
from tutor.dockerfile.logical import Logical
from tutor.dockerfile.model import Directives, Instruction
from tutor.dockerfile.nearest import did_you_mean
from tutor.dockerfile.words import BLANKS, blank_separated, split_flags

NOT_AS_TRIGGER = ("FROM", "MAINTAINER")


@dataclass(frozen=True, slots=True)
class Read:
    """An instruction and BuildKit's complaint about it, None when it takes it."""

    instruction: Instruction
    refused: str | None = None


def read_instruction(logical: Logical, directives: Directives) -> Read:
    """Read one instruction; a half-typed one comes back with what there is of it."""
    keyword = logical.keyword.upper()
    written, rest = split_flags(logical.rest)
    flags, wrong_flag = read_flags(keyword, written, other_frontend=directives.syntax is not None)
    instruction = Instruction(
        keyword=keyword,
        text=logical.text,
        source=logical.source,
        lines=logical.lines,
        flags=flags,
        heredocs=logical.heredocs,
    )
    if keyword == "ONBUILD":
        return read_trigger(instruction, logical, rest, directives)
    if keyword not in KEYWORDS:
        hint = did_you_mean(logical.keyword, sorted(KEYWORDS), ignore_case=True)
        words = blank_separated(rest)
        unknown = replace(instruction, words=words, expanded=words)
        return Read(unknown, f"unknown instruction: {logical.keyword}{hint}")
    arguments = read_arguments(keyword, rest, directives.escape)
    refused = arguments.refused or wrong_flag
    if keyword == "HEALTHCHECK":
        refused = refused or trouble_with_timing(flags)
    if logical.unterminated:
        refused = "unterminated heredoc"
    return Read(
        replace(instruction, words=arguments.words, expanded=arguments.words, form=arguments.form), refused
    )


def read_trigger(instruction: Instruction, logical: Logical, rest: str, directives: Directives) -> Read:
    """Read ``ONBUILD`` and the instruction behind it.

    BuildKit keeps that instruction as text and reads it in the next build only, so what is wrong inside it is
    not reported here.
    """
    if not rest:
        return Read(instruction, "ONBUILD requires at least one argument")
    keyword, *behind = BLANKS.split(rest, maxsplit=1)
    inner = replace(logical, keyword=keyword, rest="".join(behind).strip(), unterminated=False)
    if keyword.upper() == "ONBUILD":
        return Read(
            replace(instruction, words=(rest,), expanded=(rest,)),
            "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed",
        )
    trigger = read_instruction(inner, directives).instruction
    refused = None
    if trigger.keyword in NOT_AS_TRIGGER:
        refused = f"{trigger.keyword} isn't allowed as an ONBUILD trigger"
    elif logical.unterminated:
        refused = "unterminated heredoc"
    read = replace(instruction, words=(rest,), expanded=(rest,), trigger=trigger)
    return Read(read, refused)
