"""How fast this machine is at the moment, beside how fast it is when nothing else runs.

Programs that share a core with others, or its cache and its clock, take more processor time for the same
work. So times of the processor are told as they are, and as they would be at the pace of the quickest try.
"""

from __future__ import annotations

import time

_TRIES_AT_FIRST = 60
_TRIES = 3


class Pace:
    """A piece of Python work that is always the same; ``best`` is what its quickest try took, in seconds."""

    def __init__(self) -> None:
        self.best = min(_try() for _ in range(_TRIES_AT_FIRST))

    def now(self) -> float:
        """How many times as long as the quickest try the work takes now, 1.0 on a machine that is idle."""
        tries = sorted(_try() for _ in range(_TRIES))
        self.best = min(self.best, tries[0])
        return tries[len(tries) // 2] / self.best


def _try() -> float:
    began = time.thread_time()
    kept: dict[int, tuple[int, object]] = {}
    for number in range(20_000):
        kept[number % 977] = (number, kept.get(number % 500))
        kept[number % 977] = (number, None)
    return time.thread_time() - began
