"""Variables, set as they were meant to be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.dockerfile.expansion import go_quoted
from tutor.dockerfile.fixes.model import Fix, Page
from tutor.dockerfile.model import Instruction, Problem
from tutor.dockerfile.rules.assignments import ASSIGNMENT, assigned_only

_BLANKS = re.compile(r"^(\s*(?:ENV|LABEL|ARG)\s+)([\w.-]+)\s*=\s*(\S.*?)\s*$", re.IGNORECASE)
_ONE_VALUE = re.compile(r"""[^\s"'\\]+|"[^"]*"|'[^']*'""")
_BARE = re.compile(rf"(\s*)(?:export\s+)?({ASSIGNMENT.pattern})\s*")
_IN_A_SHELL = re.compile(r"\$\(|`")


def without_blanks(page: Page, instruction: Instruction, problem: Problem | None) -> Iterator[Fix]:
    """``NAME=value`` for ``NAME = value``."""
    lines = page.of(instruction)
    found = _BLANKS.match(lines[0]) if len(lines) == 1 else None
    if found is None or "=" in found[3]:
        return
    value = found[3] if _ONE_VALUE.fullmatch(found[3]) else go_quoted(found[3])
    where = instruction.lines.first
    yield page.with_lines(f"Write {found[2]}={value}", where, where, [f"{found[1]}{found[2]}={value}"])


def env_for_run(page: Page, instruction: Instruction, problem: Problem | None) -> Iterator[Fix]:
    """ENV keeps what a RUN only sets for itself; what a shell has to work out it cannot keep."""
    assigned = assigned_only(instruction)
    if assigned and not _IN_A_SHELL.search(assigned):
        run = page.of(instruction)[0].split()[0]
        env = "env" if run.islower() else "ENV"
        where = instruction.lines
        yield page.with_lines(f"Write {env} {assigned}", where.first, where.last, [f"{env} {assigned}"])


def env_for_bare(page: Page, instruction: Instruction, problem: Problem | None) -> Iterator[Fix]:
    """A line that only assigns lacks its instruction."""
    lines = page.of(instruction)
    found = _BARE.fullmatch(lines[0]) if len(lines) == 1 else None
    if found is not None and problem is not None and problem.message.startswith("unknown instruction: "):
        where = instruction.lines.first
        yield page.with_lines(f"Write ENV {found[2]}", where, where, [f"{found[1]}ENV {found[2]}"])
