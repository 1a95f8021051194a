"""Which lines of a Dockerfile belong together, fast enough to ask at every keystroke.

The parser says what the text means; this only says where instructions begin and end,
so that colours and margin figures can be kept for all but the one that is being typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

_KEYWORD = re.compile(r"[ \t]*([A-Za-z]+)(?=\s|$|\\)(?:[ \t]+([A-Za-z]+)\b)?")
_COMMENT = re.compile(r"[ \t]*#")
_DIRECTIVE = re.compile(r"[ \t]*#[ \t]*([A-Za-z]+)[ \t]*=[ \t]*(\S+)")
_HEREDOC = re.compile(r"""(?:^|(?<=\s))\d*<<(-?)(["']?)([^\s<"']+)\2(?=\s|$)""")
_TAKES_HEREDOCS = frozenset({"RUN", "COPY", "ADD"})


@dataclass(frozen=True, slots=True)
class Block:
    """An instruction with its continuation lines and heredocs, or one comment or blank line.

    ``first`` is a 1-based line. ``keyword`` is upper case, empty for comments and blank lines. ``head`` is
    how many of ``lines`` are the instruction itself; the rest are heredoc bodies with their closing words.
    """

    first: int
    lines: tuple[str, ...]
    keyword: str
    head: int
    escape: str

    @property
    def meaning(self) -> str:
        """What the builder sees of it: one line, without comments and indentation; heredocs as they are."""
        return _meaning(self.lines, self.head, self.escape)


def blocks_of(lines: Sequence[str]) -> list[Block]:
    """All lines of a Dockerfile, in order, each in exactly one block; never raises."""
    escape = _escape_of(lines)
    blocks: list[Block] = []
    row = 0
    while row < len(lines):
        head_end, body_end, keyword = _extent(lines, row, escape)
        blocks.append(Block(row + 1, tuple(lines[row:body_end]), keyword, head_end - row, escape))
        row = body_end
    return blocks


def heredoc_names(head: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """The closing words that an instruction waits for, each with whether tabs before it are ignored."""
    for line in head:
        if not _COMMENT.match(line):
            for found in _HEREDOC.finditer(line):
                yield found[3], found[1] == "-"


def _extent(lines: Sequence[str], row: int, escape: str) -> tuple[int, int, str]:
    """The rows behind the head and behind the whole of the block that starts at ``row``, and its keyword."""
    line = lines[row]
    if not line or line.isspace() or _COMMENT.match(line):
        return row + 1, row + 1, ""
    found = _KEYWORD.match(line)
    keyword = found[1].upper() if found else ""
    end = row + 1
    while end < len(lines) and _continues(line, escape):
        # Comments and blank lines do not end a continued instruction.
        line = lines[end]
        end += 1
        if not line.strip() or _COMMENT.match(line):
            line = escape
    head_end = _without_trailing_gap(lines, row, end)
    deciding = found[2].upper() if found and found[2] and keyword == "ONBUILD" else keyword
    return (
        head_end,
        (_after_heredocs(lines, row, head_end) if deciding in _TAKES_HEREDOCS else head_end),
        keyword,
    )


def _continues(line: str, escape: str) -> bool:
    return line.rstrip(" \t").endswith(escape)


def _without_trailing_gap(lines: Sequence[str], row: int, end: int) -> int:
    """Give blank lines and comments after a dangling continuation back: they look like their own lines."""
    if end < len(lines):
        return end
    while end > row + 1 and (not lines[end - 1].strip() or _COMMENT.match(lines[end - 1])):
        end -= 1
    return end


def _after_heredocs(lines: Sequence[str], row: int, head_end: int) -> int:
    end = head_end
    for name, strips_tabs in heredoc_names(lines[row:head_end]):
        while end < len(lines):
            line = lines[end].lstrip("\t") if strips_tabs else lines[end]
            end += 1
            if line == name:
                break
    return end


def _escape_of(lines: Sequence[str]) -> str:
    for line in lines:
        found = _DIRECTIVE.match(line)
        if found is None:
            break
        if found[1].lower() == "escape" and found[2] in ("\\", "`"):
            return found[2]
    return "\\"


@lru_cache(maxsize=2048)
def _meaning(lines: tuple[str, ...], head: int, escape: str) -> str:
    parts: list[str] = []
    for line in lines[:head]:
        if line.strip() and not _COMMENT.match(line):
            stripped = line.strip()
            parts.append(stripped.removesuffix(escape).rstrip() if _continues(line, escape) else stripped)
    return "\n".join((" ".join(part for part in parts if part), *lines[head:]))
