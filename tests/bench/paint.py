"""First paint: from starting the program to its first whole frame, Distill beside a bare app and harlequin.

A whole frame is what the program shows when nothing is to be added any more but what it has to look for:
Distill's home screen with every lesson, what is told of the next one, and all keys; the bare app's header,
text and keys; harlequin's catalog, editor, results and keys.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.rivals import harlequin
from tests.bench.terminal import Terminal, programs_waiting, python

RUNS = 9
MOST = 1.4
"""Times the bare app; the claim is about wall time and holds for a start that is not the first one."""
WARM_UP_SECONDS = 4.0
HOME = ("The fat image", "Challenge: the exam", "Enter opens it", "^P Palette", "q Quit")
BARE = ("A bare app", "FROM scratch", "Nothing", "^p palette")
HARLEQUIN = ("Data Catalog", "Query Editor", "Query Results")


@dataclass
class Program:
    """A program to start over and over; ``seconds`` and ``processor`` are what each start took."""

    name: str
    command: tuple[str, ...]
    shows: tuple[str, ...]
    fresh: bool = False
    """Whether every start is the first one, in an empty home."""
    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def start(self, home: Path) -> None:
        """Start it once, until its frame is whole."""
        with Terminal.running(self.command, home, DISTILL_ENGINE="embedded") as terminal:
            self.seconds.append(terminal.until(*self.shows, since=terminal.began))
            self.processor.append(terminal.processor_seconds)

    def told(self, reference: Program) -> str:
        """Medians, and how many times the reference that is."""
        seconds, processor = statistics.median(self.seconds), statistics.median(self.processor)
        wall, spent = self.ratio(reference), processor / statistics.median(reference.processor)
        return (
            f"{self.name}: {seconds * 1000:.0f} ms (best {min(self.seconds) * 1000:.0f}), {wall:.2f} times "
            f"the bare app; processor {processor * 1000:.0f} ms, {spent:.2f} times"
        )

    def ratio(self, reference: Program, middle: Callable[[list[float]], float] = statistics.median) -> float:
        return middle(self.seconds) / middle(reference.seconds)


def main() -> bool:
    """Print medians of alternating starts; true when a later start of Distill is within its limit."""
    bare = Program("bare app (header, text area, footer)", python("-m", "tests.bench.bare"), BARE)
    later = Program("Distill", python("-m", "tutor"), HOME)
    first = Program("Distill, first start", python("-m", "tutor"), HOME, fresh=True)
    programs = [bare, later, first]
    rival = harlequin()
    if rival is not None:
        programs.append(Program("harlequin", (str(rival), "--no-download-tzdata", ":memory:"), HARLEQUIN))
    with tempfile.TemporaryDirectory(prefix="distill-bench-") as folder:
        home = Path(folder, "home")
        for program in programs:
            program.start(home)  # compiles what was not compiled yet, and keeps what a later start has
            _settle(program, home)
            program.seconds.clear()
            program.processor.clear()
        for number in range(RUNS):
            for program in programs:
                program.start(Path(folder, f"{program.name}{number}") if program.fresh else home)
    print(f"First whole frame, median of {RUNS} alternating starts, {programs_waiting():.1f} programs wait "
          "for each processor:")  # fmt: skip
    for program in programs:
        print(f"  {program.told(bare)}")
    return later.ratio(bare) <= MOST


def _settle(program: Program, home: Path) -> None:
    """Run it as long as it takes to read everything once."""
    with Terminal.running(program.command, home, DISTILL_ENGINE="embedded") as terminal:
        terminal.until(*program.shows, since=terminal.began)
        terminal.drain(WARM_UP_SECONDS)
