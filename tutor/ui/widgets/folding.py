"""Long lines of output in rows of a width, folded between words where there are any."""

from __future__ import annotations

from functools import lru_cache

_LEAST_FILLED = 0.5
"""A row is not left emptier than this for the sake of a word: paths and flags are longer than most words."""


def folded_rows(text: str, width: int, cells: int | None = None) -> int:
    """In how many rows of ``width`` cells a line stands; ``cells`` is its own width."""
    cells = len(text) if cells is None else cells
    if cells <= width:
        return 1
    return len(_starts(text, width, cells))


def folded_part(text: str, width: int, row: int, cells: int | None = None) -> tuple[int, int]:
    """From which cell to which a row shows the line."""
    cells = len(text) if cells is None else cells
    if cells <= width:
        return 0, cells
    starts = _starts(text, width, cells)
    if row >= len(starts):
        return cells, cells
    return starts[row], starts[row + 1] if row + 1 < len(starts) else cells


@lru_cache(maxsize=512)
def _starts(text: str, width: int, cells: int) -> tuple[int, ...]:
    """At which cells the rows begin; where letters are wider than a cell, each row is simply filled."""
    if len(text) != cells:
        return tuple(range(0, cells, width))
    starts, at = [0], 0
    while len(text) - at > width:
        end = at + width
        space = text.rfind(" ", at + int(width * _LEAST_FILLED), end + 1)
        at = space + 1 if space >= 0 else end
        starts.append(at)
    return tuple(starts)
