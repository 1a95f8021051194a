"""In which rows of a log each of its lines stands, when long lines are folded to a width."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tutor.ui.live.log import Line, Place, Section

Rows = Callable[[Section[Line], int, int], int]
"""In how many rows of a width in cells a line of a section stands, its header (-1) or one of its output."""


@dataclass(slots=True)
class _Folded:
    """The rows of a section's output, from its first line on; ``dropped`` is which line that is."""

    dropped: int = 0
    starts: list[int] = field(default_factory=list)
    height: int = 0


class LogLayout:
    """Rows of all that is not folded away. Measured anew with every change; what was measured stays so."""

    def __init__(self) -> None:
        self.height = 0
        self._width = 0
        self._folded: dict[int, _Folded] = {}
        self._tops: list[int] = []
        self._heads: list[int] = []
        self._open: list[bool] = []

    def measure(self, sections: Sequence[Section[Line]], width: int, rows: Rows[Line]) -> None:
        """Take note of the sections as they are now; ``width`` is in cells and not 0."""
        if width != self._width or len(sections) < len(self._tops):
            self._folded.clear()
            self._width = width
        self._tops, self._heads, self._open = [], [], []
        row = 0
        for number, section in enumerate(sections):
            head = rows(section, -1, width) if section.open else 1
            self._tops.append(row)
            self._heads.append(head)
            self._open.append(section.open and bool(section.lines))
            row += head + (self._rows(number, section, width, rows) if section.open else 0)
        self.height = row

    def _rows(self, number: int, section: Section[Line], width: int, rows: Rows[Line]) -> int:
        folded = self._folded.get(number)
        if folded is None or folded.dropped != section.dropped or len(folded.starts) > len(section.lines):
            folded = self._folded[number] = _Folded(section.dropped)
        for at in range(len(folded.starts), len(section.lines)):
            folded.starts.append(folded.height)
            folded.height += rows(section, at, width)
        return folded.height

    def at(self, row: int) -> tuple[Place, int] | None:
        """The line in a row, and how many rows of it stand above."""
        if not 0 <= row < self.height:
            return None
        number = bisect_right(self._tops, row) - 1
        below = row - self._tops[number]
        if below < self._heads[number]:
            return Place(number), below
        below -= self._heads[number]
        starts = self._folded[number].starts
        line = bisect_right(starts, below) - 1
        return Place(number, line), below - starts[line]

    def row_of(self, place: Place) -> int:
        """The first row of a line; of one that is folded away that of its section."""
        top = self._tops[place.section]
        if place.line < 0 or not self._open[place.section]:
            return top
        return top + self._heads[place.section] + self._folded[place.section].starts[place.line]

    def end_of(self, section: int) -> int:
        """The row below a section."""
        return self._tops[section + 1] if section + 1 < len(self._tops) else self.height

    def beside(self, place: Place, by: int) -> Place | None:
        """The line that many lines further down (or up), as far as there are any; None in an empty log."""
        if not self._tops:
            return None
        section, line = place.section, place.line
        while by:
            step = 1 if by > 0 else -1
            lines = len(self._folded[section].starts) if self._open[section] else 0
            if step > 0 and line + 1 < lines:
                moved = min(by, lines - 1 - line)
            elif step < 0 and line >= 0:
                moved = -min(-by, line + 1)
            elif step > 0 and section + 1 < len(self._tops):
                section, line, by = section + 1, -1, by - 1
                continue
            elif step < 0 and section > 0:
                section -= 1
                line = (len(self._folded[section].starts) if self._open[section] else 0) - 1
                by += 1
                continue
            else:
                break
            line, by = line + moved, by - moved
        return Place(section, line)
