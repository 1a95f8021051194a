"""A saved image of 1 GB, from the file to the merged tree of all its layers, beside dive on the same file.

Each round is a process of its own, and its peak memory is the kernel's. dive also writes what it found as
JSON: it has no other way to be asked; that is a few MB.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.bench.listing import live_host
from tutor.course import Course
from tutor.engine import BuildRequest, Built, Cancel, Engine, EngineNotFound, connect
from tutor.engine.moby.engine import MobyEngine
from tutor.engine.moby.saving import saved
from tutor.image.archive.packing import buffered
from tutor.image.archive.passing import reading
from tutor.image.size import human

NAME = "bench-archive"
LIMIT_SECONDS = 0.4
LEAST_RATIO = 5.0
ROUNDS = 5

# A small process starts the measured one: a peak begins with that of whoever forked.
LAUNCH = """
import os, sys, time
began = time.perf_counter()
null = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
_, status, used = os.wait4(os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=null), 0)
print(time.perf_counter() - began, used.ru_maxrss * (1 if sys.platform == "darwin" else 1024), status)
"""

OURS = """
import sys, time
from pathlib import Path
from tutor.image.archive import open_archive
began = time.perf_counter()
image = open_archive(Path(sys.argv[1])).image()
print(time.perf_counter() - began, len(image.files), len(image.layers), image.size, file=sys.stderr)
"""


@dataclass(frozen=True, slots=True)
class Round:
    """One process: its whole time, its peak memory in bytes, and what it said."""

    seconds: float
    peak: int
    said: list[str]


def main() -> bool:
    """Print seconds and memory of both and the ratio; true when both claims hold."""
    try:
        engine = connect(live_host()).require()
    except EngineNotFound as error:
        print(f"No engine: {error.message}")
        return False
    try:
        with tempfile.TemporaryDirectory() as folder:
            archive = _saved(engine, Path(folder))
            return archive is not None and _measure(archive)
    finally:
        engine.clean(name=NAME)
        engine.close()


def _saved(engine: Engine, folder: Path) -> Path | None:
    """The builder stage of lesson 3, as ``docker save`` writes it."""
    lesson = Course.load().find("3")
    *_, last = engine.build(BuildRequest(lesson.start, lesson.app_folder, NAME), Cancel())
    if not isinstance(last, Built) or not isinstance(engine, MobyEngine):
        print(f"The builder did not build: {last}")
        return None
    archive = folder / "image.tar"
    with saved(engine.daemon, str(last.result.final_stage.image)) as stream, archive.open("wb") as file:
        shutil.copyfileobj(buffered(reading(stream)), file, 1024 * 1024)
    return archive


def _measure(archive: Path) -> bool:
    dive = str(Path(sys.executable).with_name("dive"))
    as_json = str(archive.with_name("dive.json"))
    ours, theirs = [], []
    for _ in range(ROUNDS):  # in turn, so that both meet the same weather
        ours.append(_round(sys.executable, "-c", OURS, str(archive)))
        theirs.append(_round(dive, "--source", "docker-archive", str(archive), "--json", as_json))
    _, paths, layers, size = ours[0].said
    packed, files = human(archive.stat().st_size), human(int(size))
    print(f"{packed} archive: {paths} paths, {layers} layers, {files} of files")
    reading = statistics.median(float(each.said[0]) for each in ours)
    whole = statistics.median(each.seconds for each in ours)
    reference = statistics.median(each.seconds for each in theirs)
    print(
        f"distill, file to merged tree: {reading:.2f} s; as a whole process with Python's start {whole:.2f} s"
    )
    print(f"dive, file to JSON, whole process: {reference:.2f} s (medians of {ROUNDS})")
    print(f"ratio: {reference / reading:.1f} times faster; {reference / whole:.1f} times as whole processes")
    peaks = [max(each.peak for each in rounds) for rounds in (ours, theirs)]
    print(f"peak memory: distill {human(peaks[0])}, dive {human(peaks[1])}")
    return reading <= LIMIT_SECONDS and reference / reading >= LEAST_RATIO


def _round(*command: str) -> Round:
    told = subprocess.run(
        [sys.executable, "-S", "-c", LAUNCH, *command],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    seconds, peak, status = told.stdout.split()
    assert status == "0", told.stderr
    return Round(float(seconds), int(peak), told.stderr.split())
