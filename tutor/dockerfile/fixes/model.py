"""A fix, and the page that it is written on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tutor.dockerfile.blocks import Block
from tutor.dockerfile.model import Dockerfile, Instruction


@dataclass(frozen=True, slots=True)
class Fix:
    """``title`` says what it does, as an order; ``text`` is the whole text afterwards."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """A text that is to be mended: as lines, as blocks and parsed.

    ``rules`` are those that complain about the instruction in question.
    """

    lines: tuple[str, ...]
    blocks: tuple[Block, ...]
    dockerfile: Dockerfile
    rules: frozenset[str] = frozenset()

    def with_lines(self, title: str, first: int, last: int, new: Sequence[str]) -> Fix:
        """The fix that puts ``new`` in place of the lines ``first`` to ``last`` (1-based, both included)."""
        return Fix(title, "\n".join([*self.lines[: first - 1], *new, *self.lines[last:]]))

    def whole(self, title: str, lines: Sequence[str]) -> Fix:
        return Fix(title, "\n".join(lines))

    def of(self, instruction: Instruction) -> list[str]:
        """An instruction's lines."""
        return list(self.lines[instruction.lines.first - 1 : instruction.lines.last])

    def replaced(self, title: str, instruction: Instruction, old: str, new: str) -> Fix | None:
        """The fix that writes ``new`` for the first ``old`` in an instruction; None when it is not there."""
        lines = self.of(instruction)
        for number, line in enumerate(lines):
            at = line.find(old)
            if at >= 0:
                lines[number] = line[:at] + new + line[at + len(old) :]
                return self.with_lines(title, instruction.lines.first, instruction.lines.last, lines)
        return None
