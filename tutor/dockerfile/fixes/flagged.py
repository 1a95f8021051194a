"""Flags, written as Docker reads them: ``--name=value``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.dockerfile.fixes.model import Fix, Page
from tutor.dockerfile.flags import FLAGS, FlagKind
from tutor.dockerfile.model import Instruction, Problem
from tutor.dockerfile.rules.dashes import late_flag, nearly_flag


def equals_behind_flag(page: Page, instruction: Instruction, problem: Problem | None) -> Iterator[Fix]:
    """``--from build`` is a flag without a value, and a source."""
    kinds = FLAGS.get(instruction.keyword, {})
    for flag in instruction.flags:
        if not flag.value and kinds.get(flag.name, FlagKind.SWITCH) is not FlagKind.SWITCH:
            yield from _written(page, instruction, f"--{flag.name}", flag.name)


def two_dashes(page: Page, instruction: Instruction, problem: Problem | None) -> Iterator[Fix]:
    written = nearly_flag(instruction)
    if written is not None:
        yield from _written(page, instruction, written, written.lstrip("-\u2013\u2014"))


def flag_first(page: Page, instruction: Instruction, problem: Problem | None) -> Iterator[Fix]:
    """The flag moves from among the paths to the instruction's name."""
    written = late_flag(instruction)
    lines = page.of(instruction)
    for number, line in enumerate(lines):
        rest = re.sub(rf"\s+{re.escape(written or '')}(?=\s|$)", "", line, count=1)
        if written and rest != line:
            lines[number] = rest
            lines[0] = re.sub(r"^(\s*\S+)", lambda found: f"{found[1]} {written}", lines[0], count=1)
            where = instruction.lines
            yield page.with_lines(f"Write {written} before the paths", where.first, where.last, lines)
            return


def _written(page: Page, instruction: Instruction, old: str, name: str) -> Iterator[Fix]:
    """The flag with its value, from the line that both stand in."""
    switch = FLAGS.get(instruction.keyword, {}).get(name) is FlagKind.SWITCH
    value = r"(?P<rest>(?:=\S*)?)(?=\s|$)" if switch else r"(?:\s*=\s*|\s+)(?P<rest>[^\s\\]\S*)"
    flag = re.compile(rf"(?<=\s){re.escape(old)}{value}")
    lines = page.of(instruction)
    for number, line in enumerate(lines):
        found = flag.search(line)
        if found is not None:
            new = f"--{name}{found['rest']}" if switch else f"--{name}={found['rest']}"
            lines[number] = line[: found.start()] + new + line[found.end() :]
            where = instruction.lines
            yield page.with_lines(f"Write {new}", where.first, where.last, lines)
            return
