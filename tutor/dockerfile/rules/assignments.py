"""Variables that get another value than was meant, or keep none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.dockerfile.expansion import go_quoted
from tutor.dockerfile.model import Form, Instruction
from tutor.dockerfile.rules.forms import is_legacy
from tutor.dockerfile.rules.inspection import Finding, Inspection

ASSIGNMENT = re.compile(r"""[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|[^\s"'`;&|<>()]*)""")
_NOTHING_ELSE = re.compile(rf"(?:export\s+)?({ASSIGNMENT.pattern}(?:\s+{ASSIGNMENT.pattern})*)\s*;?")


def equals_apart(inspection: Inspection) -> Iterator[Finding]:
    """``ENV NAME = value`` is the old form without an equals sign, so the sign is a part of the value."""
    escape = inspection.dockerfile.directives.escape
    for instruction in inspection.instructions():
        if instruction.keyword in ("ENV", "LABEL") and is_legacy(instruction, escape) and instruction.words:
            name, _, value = instruction.words[0].partition("=")
            if value.startswith("="):
                message = f"{name} is {go_quoted(value)}, the equals sign too: write no blanks beside it"
                yield Finding(message, instruction.lines)


def set_for_one_run(inspection: Inspection) -> Iterator[Finding]:
    """What a RUN sets in its shell is gone with the shell."""
    for instruction in inspection.instructions():
        assigned = assigned_only(instruction)
        if assigned:
            name = assigned.partition("=")[0]
            yield Finding(f"{name} ends with this RUN: ENV {assigned} keeps it", instruction.lines)


def assigned_only(instruction: Instruction) -> str | None:
    """The ``NAME=value`` that are all that a RUN does, None for other instructions."""
    if instruction.keyword != "RUN" or instruction.form is not Form.SHELL or instruction.heredocs:
        return None
    found = _NOTHING_ELSE.fullmatch(instruction.words[-1]) if instruction.words else None
    return found[1] if found else None
