"""Where in an instruction the cursor is."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from tutor.dockerfile.blocks import Block

_WORD_BEHIND = re.compile(r"[\w.@:/+-]*")
_BLANK = " \t"


@dataclass(frozen=True, slots=True)
class Place:
    """The word at the cursor, as far as it is typed, and what stands before it in the instruction.

    ``index`` is the block's place among all blocks. ``keyword`` is upper case, "" where the word is to become
    one. ``flags`` are the whole ``--name=value`` words before, ``words`` the others. ``column`` is where the
    word begins in the cursor's row, ``behind`` how many characters of it stand behind the cursor.
    """

    index: int
    keyword: str
    word: str
    column: int
    behind: int = 0
    before_equals: bool = False
    """Whether what stands behind the cursor goes on with a ``=``."""
    flags: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    in_heredoc: bool = False
    earlier: Sequence[Block] = field(default=(), repr=False)
    """The blocks before this one."""

    def flag(self, name: str) -> str | None:
        """The value of a flag that is whole."""
        return next((one[len(name) + 3 :] for one in self.flags if one.startswith(f"--{name}=")), None)

    @property
    def takes_flags(self) -> bool:
        return not self.words


def place_at(blocks: Sequence[Block], row: int, column: int) -> Place | None:
    """The place of a cursor; None in comments and where the text has no such row."""
    index = bisect_right(blocks, row + 1, key=_first) - 1
    if index < 0 or row + 1 - blocks[index].first >= len(blocks[index].lines):
        return None
    block = blocks[index]
    inside = row + 1 - block.first
    line = block.lines[inside]
    before = line[:column]
    if before.lstrip(_BLANK).startswith("#") and inside < block.head:
        return None
    word = before[_last_blank(before) + 1 :]
    start = column - len(word)
    behind = len(_behind(line[column:])) if word else 0
    before_equals = line[column + behind :].startswith("=")
    earlier = blocks[:index]
    if inside >= block.head:
        return Place(index, block.keyword, word, start, behind, in_heredoc=True, earlier=earlier)
    written = [*_joined(block, inside), *before.split()]
    if word:
        written.pop()
    while written and written[0].upper() == "ONBUILD":
        written.pop(0)
    if not written:
        return Place(index, "", word, start, behind, earlier=earlier)
    keyword, *rest = written
    flags = _leading_flags(rest)
    return Place(
        index,
        keyword.upper(),
        word,
        start,
        behind,
        before_equals,
        tuple(rest[:flags]),
        tuple(rest[flags:]),
        earlier=earlier,
    )


def _first(block: Block) -> int:
    return block.first


def _last_blank(text: str) -> int:
    return max(text.rfind(" "), text.rfind("\t"))


def _behind(rest: str) -> str:
    if rest.startswith("--"):  # the next flag, which has no blank before it yet
        return ""
    found = _WORD_BEHIND.match(rest)
    return found[0] if found else ""


def _joined(block: Block, inside: int) -> list[str]:
    """The words of the lines of an instruction above the cursor's."""
    words: list[str] = []
    for line in block.lines[:inside]:
        if line.strip() and not line.lstrip(_BLANK).startswith("#"):
            words += line.rstrip(_BLANK).removesuffix(block.escape).split()
    return words


def _leading_flags(words: list[str]) -> int:
    return next((n for n, word in enumerate(words) if not word.startswith("--")), len(words))
