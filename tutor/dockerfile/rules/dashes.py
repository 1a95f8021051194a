"""Flags that Docker takes for a file, an image or a command, because they do not begin with two dashes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.dockerfile.flags import FLAGS, FlagKind
from tutor.dockerfile.model import Instruction
from tutor.dockerfile.rules.inspection import Finding, Inspection

_NEARLY = re.compile("^([-\u2013\u2014])([a-z][a-z-]+)(?==|$)")


def dash_missing(inspection: Inspection) -> Iterator[Finding]:
    for instruction in inspection.instructions():
        written = nearly_flag(instruction)
        if written is not None:
            name = written.lstrip("-\u2013\u2014")
            value = "" if FLAGS[instruction.keyword][name] is FlagKind.SWITCH else "=VALUE"
            yield Finding(f"{written} is no flag: write two dashes, --{name}{value}", instruction.lines)


def nearly_flag(instruction: Instruction) -> str | None:
    """The first word behind an instruction and its flags, where it is a flag of that but for its dashes."""
    first = instruction.words[0].split() if instruction.words else []
    found = _NEARLY.match(first[0]) if first else None
    return found[0] if found and found[2] in FLAGS.get(instruction.keyword, ()) else None
