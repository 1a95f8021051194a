"""Opening the 1 GB image by one engine, beside dive on the same image and engine: seconds and peak memory.

Both run as processes of their own, so that memory is what the system counted for each (wait4: ``ru_maxrss``).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

OURS = """
import sys, time
from tutor.engine import Cancel, connect
engine = connect(sys.argv[1]).require()
began = time.perf_counter()
image = engine.open_image(sys.argv[2], Cancel())
seconds = time.perf_counter() - began
assert image.layers == (), "the layers were read before"
assert image.size and image.surface.packages
print(seconds)
engine.close()
"""
"""Prints the seconds of the one call; the rest is the start of Python and looking for the engine."""

LAUNCHER = """
import os, sys, time
began = time.perf_counter()
child = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
_, status, used = os.wait4(child, 0)
seconds = time.perf_counter() - began
with open(sys.argv[1], "w") as file:
    file.write(f"{seconds} {used.ru_maxrss} {os.waitstatus_to_exitcode(status)}")
"""
"""A small process in between: what a process weighed before it became another program counts for that too."""

KILOBYTE = 1024
"""What Linux counts ``ru_maxrss`` in."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What a process took: wall seconds and the most memory that it had at once, with what it printed."""

    seconds: float
    peak_bytes: int
    said: str


def open_with_distill(host: str, image: str) -> Spent:
    """A process that opens the image with nothing read before, lists it and looks at its surface."""
    with tempfile.TemporaryDirectory() as home:
        return _spent([sys.executable, "-c", OURS, host, image], {"DISTILL_HOME": home})


def open_with_dive(host: str, image: str) -> Spent:
    """A process that has dive analyse the image into a file."""
    program = str(Path(sys.executable).with_name("dive"))
    with tempfile.TemporaryDirectory() as folder:
        return _spent([program, image, "--json", f"{folder}/dive.json"], {"DOCKER_HOST": host})


def _spent(command: list[str], env: dict[str, str]) -> Spent:
    with tempfile.TemporaryDirectory() as folder:
        measured = Path(folder, "measured")
        done = subprocess.run(
            [sys.executable, "-S", "-E", "-c", LAUNCHER, measured, *command],
            env={**os.environ, **env},
            capture_output=True,
            text=True,
            check=False,
        )
        seconds, peak, code = measured.read_text().split()
    if int(code):
        raise RuntimeError(f"{command[0]} ended with {code}: {done.stderr[-500:]}")
    return Spent(float(seconds), int(peak) * KILOBYTE, done.stdout.strip())
