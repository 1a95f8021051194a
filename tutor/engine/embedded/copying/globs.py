"""Patterns in the sources of COPY and ADD, as Go's ``filepath.Match`` reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache


class BadGlob(ValueError):  # noqa: N818 - reads as what it is
    """The pattern is malformed."""


def has_wildcards(text: str) -> bool:
    """Whether a name has ``*``, ``?`` or ``[`` that no backslash guards."""
    return re.search(r"[*?\[]", re.sub(r"\\.?", "", text, flags=re.DOTALL)) is not None


def split_wildcards(path: str) -> tuple[str, str]:
    """The folders before the first name with a wildcard, and the rest; the rest is "" without any."""
    names = path.split("/")
    first = next((number for number, name in enumerate(names) if has_wildcards(name)), len(names))
    return "/".join(names[:first]), "/".join(names[first:])


@lru_cache(maxsize=256)
def compiled(pattern: str) -> re.Pattern[str]:
    """The regular expression for a whole path. Raises BadGlob.

    ``*`` and ``?`` stop at a slash; a class does not, which is Go's own oversight.
    """
    letters = iter(pattern)
    return re.compile("".join(_parts(letters)), re.DOTALL)


def _parts(letters: Iterator[str]) -> Iterator[str]:
    for letter in letters:
        if letter == "*":
            yield "[^/]*"
        elif letter == "?":
            yield "[^/]"
        elif letter == "[":
            yield _class(letters)
        elif letter == "\\":
            yield re.escape(_next(letters))
        else:
            yield re.escape(letter)


def _class(letters: Iterator[str]) -> str:
    """What stands between ``[`` and ``]``; the first letter is never the end."""
    letter = _next(letters)
    negated = letter == "^"
    if negated:
        letter = _next(letters)
    ranges: list[str] = []
    while not (ranges and letter == "]"):
        low = _member(letter, letters)
        high = low
        letter = _next(letters)
        if letter == "-":
            high = _member(_next(letters), letters)
            letter = _next(letters)
        # Go lets a range that runs backwards match nothing.
        ranges.append(f"{re.escape(low)}-{re.escape(high)}" if low <= high else "")
    inside = "".join(ranges)
    if not inside:
        return "(?s:.)" if negated else "(?!)"
    return f"[{'^' if negated else ''}{inside}]"


def _member(letter: str, letters: Iterator[str]) -> str:
    if letter in "-]":
        raise BadGlob
    return _next(letters) if letter == "\\" else letter


def _next(letters: Iterator[str]) -> str:
    letter = next(letters, None)
    if letter is None:
        raise BadGlob
    return letter
