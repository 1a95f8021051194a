"""Did you mean: the known name nearest to a misspelt one."""

from __future__ import annotations

from collections.abc import Iterable

CLOSE_ENOUGH = 2
"""Edits up to which a name counts as a misspelling; BuildKit's limit."""


def nearest(written: str, known: Iterable[str], *, ignore_case: bool = False) -> str | None:
    """The known name at most two edits from ``written``; None when there is none or when it is known itself.

    A name that begins with what was written goes before all others: it is only not typed to its end. Of names
    equally far the one whose letters were only swapped wins, then the first in the alphabet.
    """
    fold = str.lower if ignore_case else str
    wanted = fold(written)
    best: tuple[bool, int, bool, str] | None = None
    for name in known:
        candidate = fold(name)
        if candidate == wanted:
            return None
        if abs(len(candidate) - len(wanted)) > CLOSE_ENOUGH:
            continue
        edits = distance(wanted, candidate)
        rank = (not candidate.startswith(wanted), edits, sorted(wanted) != sorted(candidate), name)
        if edits <= CLOSE_ENOUGH and (best is None or rank < best):
            best = rank
    if best is None:
        return None
    return best[-1] if not ignore_case or written.isupper() else best[-1].lower()


def did_you_mean(written: str, known: Iterable[str], *, ignore_case: bool = False, sigil: str = "") -> str:
    """`` (did you mean NAME?)`` as BuildKit appends it, or the empty string."""
    match = nearest(written, known, ignore_case=ignore_case)
    return f" (did you mean {sigil}{match}?)" if match else ""


def distance(one: str, other: str) -> int:
    """Insertions, deletions and replacements that turn ``one`` into ``other``."""
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, start=1):
        above_left, row[0] = row[0], number
        for column, wanted in enumerate(other, start=1):
            above = row[column]
            row[column] = min(above + 1, row[column - 1] + 1, above_left + (letter != wanted))
            above_left = above
    return row[-1]
