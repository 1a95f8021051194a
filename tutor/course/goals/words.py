"""Counts, shares and lists as a person writes them."""

from __future__ import annotations

from collections.abc import Sequence


def count(number: int, one: str, many: str | None = None) -> str:
    """``1 stage``, ``2 stages``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def percent(share: float, *, beside: float | None = None) -> str:
    """``share`` of 1 as ``0.27 %``, ``5.1 %``, ``88 %``; with more digits where two would make it equal to
    ``beside``.
    """
    value = share * 100
    shown = value
    for digits in range(2, 8):
        shown = float(f"{value:.{digits}g}")
        if beside is None or share == beside or shown != round(beside * 100, 9):
            break
    return f"{shown:.7f}".rstrip("0").rstrip(".") + " %"


def some(names: Sequence[str], *, most: int = 3) -> str:
    """The first names and how many more there are: ``calc, etc/passwd and 12 more``; ``nothing`` for none."""
    if not names:
        return "nothing"
    if len(names) <= most:
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"{', '.join(names[:most])} and {len(names) - most:,} more"
