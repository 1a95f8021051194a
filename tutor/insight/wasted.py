"""Bytes that layers carry and nobody sees, charged to the instruction that hid them."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.insight.explanation import HowHidden, Waste
from tutor.insight.history import StageHistory
from tutor.insight.layering import Hidden
from tutor.insight.reach import Reach

LARGEST = 5


def waste_of(histories: Sequence[StageHistory], reach: Reach) -> tuple[Waste, ...]:
    """What the instructions of every stage hid, largest first; each instruction counts in its own stage."""
    found: list[Waste] = []
    for history in histories:
        heaps: dict[tuple[int, HowHidden, bool], list[Hidden]] = {}
        for hidden in history.layers.hidden:
            if hidden.bytes and history.steps[hidden.step].stage == history.stage:
                # What a base stored cannot be mended, what a line stored can: they are told apart.
                of_base = history.steps[hidden.owner].instruction.keyword == "FROM"
                heaps.setdefault((hidden.step, hidden.how, of_base), []).append(hidden)
        for (number, how, _), heap in heaps.items():
            by_size = sorted(heap, key=lambda hidden: (-hidden.bytes, hidden.entry.path))
            found.append(
                Waste(
                    line=history.steps[number].line,
                    stage=history.stage,
                    bytes=sum(hidden.bytes for hidden in heap),
                    files=len(heap),
                    of_lines=tuple(sorted({history.steps[hidden.owner].line for hidden in heap})),
                    how=how,
                    paths=tuple(hidden.entry.path for hidden in by_size[:LARGEST]),
                    ships=history.stage in reach.chain,
                )
            )
    return tuple(sorted(found, key=lambda waste: (-waste.bytes, waste.line, waste.how)))
