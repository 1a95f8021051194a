"""The way from one Dockerfile to another, line by line."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class DiffLine:
    """A line that stays (``=``), goes (``-``) or comes (``+``); its number there, from 1."""

    sign: Literal["=", "-", "+"]
    number: int
    text: str


def diff_lines(before: str, after: str) -> Iterator[DiffLine]:
    """Every line of both texts in order; a change shows the old lines before the new ones."""
    old, new = before.splitlines(), after.splitlines()
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (DiffLine("=", j1 + k + 1, old[i1 + k]) for k in range(i2 - i1))
            continue
        yield from (DiffLine("-", i + 1, old[i]) for i in range(i1, i2))
        yield from (DiffLine("+", j + 1, new[j]) for j in range(j1, j2))
