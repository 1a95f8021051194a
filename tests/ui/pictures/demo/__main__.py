"""Records the README's demo anew: ``python -m tests.ui.pictures.demo``."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

from tests.settled import settle
from tests.ui.pictures.demo.animation import animated
from tests.ui.pictures.demo.recorder import Recorder

HERE = Path(__file__).parent
COLUMNS, ROWS = 104, 30


def record(home: str) -> Recorder:
    """Lesson 3 from its start to green goals and the comparison, on the embedded engine."""
    env = {
        "PATH": os.environ["PATH"],
        "HOME": home,
        "DISTILL_HOME": str(settle(Path(home, "distill"))),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "DISTILL_LANG": "en",
    }
    command = [sys.executable, "-m", "tutor", "app", "3", "--engine", "embedded"]
    demo = Recorder(command, env, COLUMNS, ROWS)
    try:
        demo.step("A second FROM", "embedded", "CMD", seconds=2.5)
        demo.press("F5", "1 of 5 goals", seconds=5.0)
        demo.step(seconds=2.0)
        demo.press("End", seconds=0.3)
        demo.write(" AS build", seconds=1.2)
        for key in ("Down", "Down", "Down", "End"):
            demo.press(key, seconds=0.2)
        for line in ("FROM scratch", "COPY --from=build /calc /calc"):
            demo.press("Enter", seconds=0.3)
            demo.write(line, seconds=0.1 * len(line))
        demo.press("F5", "What you changed", seconds=6.0)
        demo.step(seconds=4.0)
        demo.press("Escape", "5 of 5", seconds=3.0)
        demo.press("F10", "OS packages", seconds=5.0)
    finally:
        demo.end()
    return demo


def cast(demo: Recorder) -> str:
    """The recording as an asciicast of version 2."""
    head = {"version": 2, "width": COLUMNS, "height": ROWS, "title": "Distill: a second FROM"}
    lines = [head, *([round(at, 3), "o", data] for at, data in demo.events)]
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="distill-") as home:
        demo = record(home)
    text = cast(demo)
    assert home not in text
    (HERE / "demo.cast").write_text(text, "utf-8")
    svg = animated(demo.events, COLUMNS, ROWS, demo.seconds)
    (HERE.parent / "demo.svg").write_text(svg, "utf-8")
