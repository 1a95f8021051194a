"""The parts that Markdown documents are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tutor.image.showing import shown

_BAR, _ESCAPED = re.compile(r"(?<!\\)\|"), r"\\|"
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~])")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table's lines; a bar in a cell is escaped."""
    return [
        f"| {' | '.join(head)} |",
        f"|{'---|' * len(head)}",
        *(f"| {' | '.join(_BAR.sub(_ESCAPED, cell) for cell in row)} |" for row in rows),
    ]


def text(written: str) -> str:
    """Text that stays text: marks escaped, one line."""
    return _MARKS.sub(r"\\\1", shown(" ".join(written.split())))
