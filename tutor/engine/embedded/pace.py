"""Recorded output, told at the speed at which it came, faster, or at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence

from tutor.engine.cancel import Cancel
from tutor.engine.embedded.catalogue.format import Chunk
from tutor.engine.request import Replay

FAST_SECONDS = 1.5
"""The longest that anything takes at ``fast``."""


def paced(chunks: Sequence[Chunk], seconds: float, replay: Replay, cancel: Cancel) -> Iterator[Chunk]:
    """The chunks, each in its time, and then the rest of ``seconds``, all that the recorded command took.

    ``fast`` keeps the proportions; ``instant`` never waits. Ends early, and at once, when it is cancelled.
    """
    factor = _factor(seconds, replay)
    began = time.monotonic()
    woken = threading.Event()
    with cancel.hook(woken.set):
        for chunk in chunks:
            _wait(woken, began + min(chunk.at, seconds) * factor)
            if cancel.thrown:
                return
            yield chunk
        _wait(woken, began + seconds * factor)


def _factor(seconds: float, replay: Replay) -> float:
    if replay == "instant":
        return 0.0
    return min(1.0, FAST_SECONDS / seconds) if replay == "fast" and seconds > 0 else 1.0


def _wait(woken: threading.Event, until: float) -> None:
    remaining = until - time.monotonic()
    if remaining > 0:
        woken.wait(remaining)
