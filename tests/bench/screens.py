"""From a key to the whole of another screen or pane: a lesson that is opened, left, and looked through."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

from tests.bench.terminal import Terminal, programs_waiting, python

LIMIT_SECONDS = 0.15
"""For a lesson that is opened, the first time and later."""
RUNS = 3
VISITS = 4
_SETTLED_SECONDS = 4.0
_PAUSE_SECONDS = 1.5
LESSON = ("The fat image", "Dockerfile", "FROM", "F5 Build", "Stages", "Goals")
HOME = ("The fat image", "Challenge: the exam", "Enter opens it")
ENTER, LESSONS, F4 = b"\r", b"\x0c", b"\x1bOS"


def main() -> bool:
    """Print milliseconds; true when in one run a lesson opens within the limit, the first time and later."""
    return any(_within(run) for run in range(1, RUNS + 1))


def _within(run: int) -> bool:
    with (
        tempfile.TemporaryDirectory(prefix="distill-bench-") as home,
        Terminal.running(python("-m", "tutor"), Path(home), DISTILL_ENGINE="embedded") as terminal,
    ):
        terminal.until("The fat image", since=terminal.began)
        terminal.drain(_SETTLED_SECONDS)
        opening, working, leaving = [], [], []
        for _ in range(VISITS):
            before = terminal.processor_seconds
            opening.append(terminal.until(*LESSON, since=terminal.press(ENTER)))
            working.append(terminal.processor_seconds - before)
            terminal.drain(_PAUSE_SECONDS)
            leaving.append(terminal.until(*HOME, since=terminal.press(LESSONS)))
            terminal.drain(_PAUSE_SECONDS)
        terminal.press(ENTER)
        terminal.drain(_PAUSE_SECONDS)
        panes = []
        for _ in range(9):
            panes.append(terminal.until(since=terminal.press(F4)))
            terminal.drain(0.5)
    first, later, at_work = opening[0], statistics.median(opening[1:]), statistics.median(working[1:])
    print(f"Run {run}, {programs_waiting():.1f} programs wait for each processor:")
    print(f"  a lesson opens, the first time: {first * 1000:.0f} ms, {working[0] * 1000:.0f} at work")
    print(f"  a lesson opens, later: {later * 1000:.0f} ms, {at_work * 1000:.0f} at work")
    print(f"  (limit {LIMIT_SECONDS * 1000:.0f} ms for both)")
    print(f"  home again: {statistics.median(leaving) * 1000:.0f} ms")
    print(f"  the next pane begins to show: {statistics.median(panes) * 1000:.0f} ms", flush=True)
    return first <= LIMIT_SECONDS and later <= LIMIT_SECONDS
