"""How wide the columns of a table are when their texts have to be folded."""

from __future__ import annotations

from collections.abc import Sequence


def fair_widths(least: Sequence[int], natural: Sequence[int], room: int) -> list[int]:
    """The widths in cells, ``room`` in all: none below its ``least``, none that could be shared above its
    ``natural`` width, and what is scarce goes where a text has the most rows, so that the table gets low.
    """
    widths = list(least)
    for _ in range(room - sum(widths)):
        wanting = [at for at, width in enumerate(widths) if width < natural[at]]
        if not wanting:
            break
        widths[max(wanting, key=lambda at: natural[at] / max(1, widths[at]))] += 1
    return widths
