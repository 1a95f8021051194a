"""Edits on lines of text, as pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_INDENT = "    "


@dataclass(frozen=True, slots=True)
class Change:
    """The rows (0-based) ``first`` up to but not including ``last`` of the old lines become ``lines``."""

    first: int
    last: int
    lines: tuple[str, ...]


def change_between(old: Sequence[str], new: Sequence[str]) -> Change | None:
    """The smallest run of whole lines that makes ``old`` into ``new``; None when they are equal."""
    shorter = min(len(old), len(new))
    head = 0
    while head < shorter and old[head] == new[head]:
        head += 1
    if head == len(old) == len(new):
        return None
    tail = 0
    while tail < shorter - head and old[len(old) - 1 - tail] == new[len(new) - 1 - tail]:
        tail += 1
    return Change(head, len(old) - tail, tuple(new[head : len(new) - tail]))


def indent_after(before_cursor: str, previous_line: str, escape: str) -> str:
    """The indentation of a new line below one that ends as ``before_cursor``.

    A continued instruction is indented once; the line after its last one is not indented at all.
    """
    indent = before_cursor[: len(before_cursor) - len(before_cursor.lstrip(" \t"))]
    continues = before_cursor.rstrip(" \t").endswith(escape)
    if continues:
        return indent or _INDENT
    return "" if previous_line.rstrip(" \t").endswith(escape) else indent


def toggle_comments(lines: Sequence[str]) -> list[str]:
    """Comment the lines out, or back in when all that hold something are comments already."""
    filled = [line for line in lines if line.strip()]
    if filled and all(line.lstrip().startswith("#") for line in filled):
        return [_uncommented(line) for line in lines]
    margin = min((len(line) - len(line.lstrip()) for line in filled), default=0)
    if not filled:
        return [f"{line}# " for line in lines]
    return [f"{line[:margin]}# {line[margin:]}" if line.strip() else line for line in lines]


def _uncommented(line: str) -> str:
    indent, mark, rest = line.partition("#")
    return indent + rest.removeprefix(" ") if mark else line
