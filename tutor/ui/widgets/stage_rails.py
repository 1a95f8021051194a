"""Which lane at the left of the stages an edge runs in, and what a lane looks like in each line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

MOST_LANES = 4
"""Further edges are told by name alone."""


@dataclass(frozen=True, slots=True)
class Rails:
    """``lanes`` has a lane for each stage that others need; ``last`` is the last stage that needs it."""

    lanes: dict[int, int]
    last: dict[int, int]

    @classmethod
    def of(cls, edges: Iterable[tuple[int, int]]) -> Rails:
        """The lanes for edges from one stage's number to a later one's."""
        last: dict[int, int] = {}
        for source, user in edges:
            last[source] = max(user, last.get(source, user))
        lanes: dict[int, int] = {}
        for source in sorted(last):
            taken = {lane for other, lane in lanes.items() if last[other] > source}
            free = next((lane for lane in range(MOST_LANES) if lane not in taken), None)
            if free is not None:
                lanes[source] = free
        return cls(lanes, last)

    @property
    def width(self) -> int:
        """Cells that all lanes take."""
        return 2 * (1 + max(self.lanes.values())) if self.lanes else 0

    def passing(self, stages: Iterable[int]) -> str:
        """A line in which the lanes of these stages run on."""
        cells = [" "] * self.width
        for stage in stages:
            if stage in self.lanes:
                cells[2 * self.lanes[stage]] = "│"
        return "".join(cells)

    def joining(self, running: Iterable[int], stage: int, *, begins: bool, ends: bool) -> str:
        """A line in which a stage's lane meets what stands at the right."""
        if stage not in self.lanes:
            return self.passing(running)
        cells = list(self.passing(running))
        at = 2 * self.lanes[stage]
        for cell in range(at + 1, self.width):
            cells[cell] = "┼" if cells[cell] == "│" else "─"
        cells[at] = "╭" if begins else "╰" if ends else "├"
        return "".join(cells)
