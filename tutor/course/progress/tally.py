"""How often a lesson was tried, and when it was done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Tally:
    """All attempts at a lesson; how many it took until every goal was green, and when that one began.

    Times are seconds since 1970; both are None where no attempt passed.
    """

    attempts: int = 0
    attempts_to_pass: int | None = None
    passed_at: float | None = None


def tallied(rows: Iterable[Mapping[str, Any]]) -> dict[str, Tally]:
    """By lesson, from rows ``lesson``, ``started_at`` and ``done`` in the order of the attempts."""
    found: dict[str, Tally] = {}
    for row in rows:
        known = found.get(row["lesson"], Tally())
        number, first = known.attempts + 1, known.passed_at is None and row["done"]
        found[row["lesson"]] = Tally(
            number,
            number if first else known.attempts_to_pass,
            row["started_at"] if first else known.passed_at,
        )
    return found
