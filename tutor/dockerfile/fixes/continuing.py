"""A line that was meant to go on in the next one."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.dockerfile.fixes.model import Fix, Page
from tutor.dockerfile.model import Instruction, Problem

_GOES_ON = ("&&", "||", "|", ";", ",", "\\")
_BEGINS = ("&&", "||", "|", ";", "-", "/", ".", '"', "'")


def continued_line(page: Page, instruction: Instruction, problem: Problem | None) -> Iterator[Fix]:
    """End the line above with the escape, where this is no instruction but the rest of that one."""
    if problem is None or not problem.message.startswith("unknown instruction: "):
        return
    first = instruction.lines.first
    above = page.dockerfile.instruction_at(first - 1) if first > 1 else None
    if above is None or above.heredocs or above.lines.last != first - 1:
        return
    line, before = page.lines[first - 1], page.lines[first - 2].rstrip()
    word = line.split()[0]
    is_rest = (
        line[:1].isspace()
        or word.startswith(_BEGINS)
        or before.endswith(_GOES_ON)
        or (
            above.keyword == "RUN"
            and word.islower()
            and page.lines[above.lines.first - 1].split()[0].isupper()
        )
    )
    if is_rest:
        new = f"{before} {page.dockerfile.directives.escape}"
        yield page.with_lines(f"Let line {first - 1} go on here", first - 1, first - 1, [new])
