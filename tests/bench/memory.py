"""Memory: Distill at home, in a lesson and after a build, beside a bare app and harlequin."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.bench.paint import BARE, HARLEQUIN
from tests.bench.rivals import harlequin
from tests.bench.terminal import Terminal, python

MOST_TIMES = 3.0
"""The bare app's, after a lesson was opened and built on the embedded engine."""
_MEGABYTE = 1_000_000
_SETTLED_SECONDS = 4.0
ENTER, F5, F4 = b"\r", b"\x1b[15~", b"\x1bOS"


def main() -> bool:
    """Print megabytes; true when Distill after a tour stays below its multiple of the bare app."""
    with tempfile.TemporaryDirectory(prefix="distill-bench-") as folder:
        home = Path(folder)
        bare = _resident(python("-m", "tests.bench.bare"), BARE, home)
        print(f"a bare app: {bare // _MEGABYTE} MB")
        rival = harlequin()
        if rival is not None:
            command = (str(rival), "--no-download-tzdata", ":memory:")
            _tell("harlequin", _resident(command, HARLEQUIN, home), bare)
        with Terminal.running(python("-m", "tutor"), home, DISTILL_ENGINE="embedded") as terminal:
            terminal.until("The fat image", since=terminal.began)
            terminal.drain(_SETTLED_SECONDS)
            _tell("Distill at home", terminal.resident_bytes, bare)
            terminal.press(ENTER)
            terminal.drain(_SETTLED_SECONDS)
            _tell("in a lesson", terminal.resident_bytes, bare)
            terminal.press(F5)
            terminal.drain(3 * _SETTLED_SECONDS)
            for _ in range(9):
                terminal.press(F4)
                terminal.drain(0.3)
            toured = terminal.resident_bytes
            _tell("after a build and every pane", toured, bare)
    return toured <= MOST_TIMES * bare


def _resident(command: tuple[str, ...], shows: tuple[str, ...], home: Path) -> int:
    with Terminal.running(command, home) as terminal:
        terminal.until(*shows, since=terminal.began)
        terminal.drain(_SETTLED_SECONDS)
        return terminal.resident_bytes


def _tell(what: str, resident: int, bare: int) -> None:
    print(f"{what}: {resident // _MEGABYTE} MB, {resident / bare:.1f} times the bare app", flush=True)
