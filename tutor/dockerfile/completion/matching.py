"""Which candidates fit what was typed, best first."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from tutor.dockerfile.completion.model import Candidate

MOST_CANDIDATES = 200
"""Nobody scrolls further; a folder of 100,000 files is not drawn."""
_BOUNDARIES = "/-_.:="


def fitting(typed: str, candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Those that begin with ``typed``, then those with a word that does, then those that hold it.

    One letter is found at the beginning of words only. Upper and lower case are alike; within a rank the
    order stays.
    """
    wanted = typed.lower()
    worst = 2 if len(wanted) > 1 else 1
    ranked: tuple[list[Candidate], ...] = ([], [], [])
    for candidate in candidates:
        rank = _rank(wanted, candidate.label.lower())
        if rank is not None and rank <= worst:
            ranked[rank].append(candidate)
    return tuple(one for rank in ranked for one in rank)[:MOST_CANDIDATES]


def beginning_with(typed: str, names: Sequence[str]) -> Sequence[str]:
    """The names of a sorted sequence that begin with ``typed``; fast in a very long one."""
    first = bisect_left(names, typed)
    last = bisect_left(names, typed + "\U0010ffff", lo=first)
    return names[first : min(last, first + MOST_CANDIDATES)]


def _rank(wanted: str, label: str) -> int | None:
    if label.startswith(wanted):
        return 0
    at = label.find(wanted)
    if at < 0:
        return None
    while at > 0:
        if label[at - 1] in _BOUNDARIES:
            return 1
        at = label.find(wanted, at + 1)
    return 2
