"""The log of a build as sections that can be folded, one for each step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, Literal, Protocol, TypeVar

from tutor.ui import signs

MOST_LINES = 10_000
"""Older lines of a step make room; a log this long still scrolls without delay."""

State = Literal["note", "running", "done", "failed"]


class Shown(Protocol):
    """A line of output with its colours."""

    @property
    def text(self) -> str: ...


Line = TypeVar("Line", bound=Shown)


@dataclass(slots=True)
class Section(Generic[Line]):
    """A step, or a note of ours; ``line`` is the instruction's in the text that was built.

    ``how`` is how it ended in words, ``since`` the moment at which it began.
    """

    title: str
    state: State = "note"
    sign: str = ""
    how: str = ""
    line: int | None = None
    since: float = 0.0
    lines: list[Line | str] = field(default_factory=list)
    open: bool = True
    chosen: bool = False
    """Whether the reader folded or unfolded it: then it stays so."""
    dropped: int = 0
    """How many of its first lines have made room."""

    def end(self, sign: str, how: str, *, failed: bool = False) -> None:
        """The step is over: it becomes one line, unless it failed or the reader wants it open."""
        self.state, self.sign, self.how = "failed" if failed else "done", sign, how
        if not self.chosen:
            self.open = failed

    def add(self, lines: Sequence[Line | str]) -> None:
        """Add output at its end."""
        self.lines += lines
        if (beyond := len(self.lines) - MOST_LINES) > 0:
            del self.lines[:beyond]
            self.dropped += beyond

    def fold(self, *, away: bool) -> None:
        """Fold it away or open it, as the reader wishes."""
        self.open, self.chosen = not away, True

    @property
    def header(self) -> str:
        """Its line: what can be done, how it is, what it is."""
        parts = [self.sign, self.title] if self.sign else [self.title]
        if self.state == "note" and not self.lines:
            return " ".join(parts)
        handle = " " if not self.lines else signs.OPENED if self.open else signs.POINTER
        return " ".join([handle, *parts])


def text_of(line: Shown | str) -> str:
    """A line without its colours."""
    return line if isinstance(line, str) else line.text


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the log: of the section with this number its header (-1) or a line of its output."""

    section: int
    line: int = -1


def found(sections: Iterable[Section[Line]], words: str) -> tuple[Place, ...]:
    """Where ``words`` stand, in any case, also in what is folded away."""
    wanted = words.casefold()
    if not wanted:
        return ()
    hits = []
    for number, section in enumerate(sections):
        if wanted in section.title.casefold():
            hits.append(Place(number))
        hits += [
            Place(number, at) for at, line in enumerate(section.lines) if wanted in text_of(line).casefold()
        ]
    return tuple(hits)


def next_hit(hits: Sequence[Place], here: Place | None, by: int) -> int:
    """The number of the hit after (``by`` 1) or before (-1) a place, around the end; there are some."""
    if here is None:
        return 0 if by > 0 else len(hits) - 1
    order = [(hit.section, hit.line) for hit in hits]
    at = (here.section, here.line)
    if by > 0:
        return next((n for n, one in enumerate(order) if one > at), 0)
    return next((n for n in range(len(order) - 1, -1, -1) if order[n] < at), len(order) - 1)
