"""The meaning of the word that a cursor is on."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from tutor.dockerfile.blocks import Block
from tutor.dockerfile.meaning.flags import FLAGS, MOUNT_KEYS
from tutor.dockerfile.meaning.instructions import INSTRUCTIONS
from tutor.dockerfile.meaning.model import Meaning

_FLAG = re.compile(r"--([\w-]+)")
_KEYWORDS = re.compile(r"[ \t]*([A-Za-z]+)(?:[ \t]+([A-Za-z]+))?")
_FIELD = re.compile(r"([\w-]+)(?:=[^,]*)?(?:,|$)")
_MOUNT = "--mount="


def meaning_at(blocks: Sequence[Block], row: int, column: int) -> Meaning | None:
    """What the flag or mount field under a cursor (0-based) means, else the instruction around it."""
    index = bisect_right(blocks, row + 1, key=lambda block: block.first) - 1
    if index < 0:
        return None
    block = blocks[index]
    inside = row + 1 - block.first
    if inside >= len(block.lines):
        return None
    keyword = _keyword(block, row, column)
    line = block.lines[inside]
    if inside < block.head and not line.lstrip().startswith("#"):
        of_flag = _flag_at(keyword, line, column)
        if of_flag is not None:
            return of_flag
    return INSTRUCTIONS.get(keyword)


def _keyword(block: Block, row: int, column: int) -> str:
    """The instruction's keyword; what ONBUILD keeps, behind it."""
    found = _KEYWORDS.match(block.lines[0])
    if found is None or not block.keyword:
        return ""
    on_first = row + 1 == block.first and column <= found.end(1)
    if block.keyword == "ONBUILD" and found[2] and not on_first:
        return found[2].upper()
    return block.keyword


def _flag_at(keyword: str, line: str, column: int) -> Meaning | None:
    start = max(line.rfind(" ", 0, column), line.rfind("\t", 0, column)) + 1
    word = re.split(r"[ \t]", line[start:], maxsplit=1)[0]
    flag = _FLAG.match(word)
    if flag is None:
        return None
    if keyword == "RUN" and word.startswith(_MOUNT) and column - start > len(_MOUNT):
        for field in _FIELD.finditer(word, len(_MOUNT)):
            if column - start <= field.end():
                return MOUNT_KEYS.get(field[1].lower())
    return FLAGS.get(keyword, {}).get(flag[1])
