"""Flags that Docker takes for a file, an image or a command, because they do not begin with two dashes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.dockerfile.flags import FLAGS, FlagKind
from tutor.dockerfile.model import Instruction
from tutor.dockerfile.rules.inspection import Finding, Inspection

_FLAG = re.compile("^--([a-z][a-z-]+)(?==|$)")
_NEARLY = re.compile("^([-\u2013\u2014])([a-z][a-z-]+)(?==|$)")


def dash_missing(inspection: Inspection) -> Iterator[Finding]:
    for instruction in inspection.instructions():
        written = nearly_flag(instruction)
        if written is not None:
            name = written.lstrip("-\u2013\u2014")
            value = "" if FLAGS[instruction.keyword][name] is FlagKind.SWITCH else "=VALUE"
            yield Finding(f"{written} is no flag: write two dashes, --{name}{value}", instruction.lines)


def flag_behind_path(inspection: Inspection) -> Iterator[Finding]:
    for instruction in inspection.instructions():
        written = late_flag(instruction)
        if written is not None:
            yield Finding(f"{written} stands behind a path and is taken for one: flags come first",
                          instruction.lines)  # fmt: skip


def late_flag(instruction: Instruction) -> str | None:
    """A word among the paths of COPY or ADD that is a flag of it."""
    if instruction.keyword not in ("COPY", "ADD"):
        return None
    written = instruction.text.split()  # in an array it would stand in quotes
    words = [word for words in instruction.words for word in words.split() if word in written]
    flags = [(word, found[1]) for word in words if (found := _FLAG.match(word))]
    return next((word for word, name in flags if name in FLAGS[instruction.keyword]), None)


def nearly_flag(instruction: Instruction) -> str | None:
    """The first word behind an instruction and its flags, where it is a flag of that but for its dashes."""
    first = instruction.words[0].split() if instruction.words else []
    found = _NEARLY.match(first[0]) if first else None
    return found[0] if found and found[2] in FLAGS.get(instruction.keyword, ()) else None
