"""The embedded engine on lesson 3's solution: builds a second, a whole command, memory with all it knows.

References in the same run: the same build taken wholly from Docker's cache, and a Python that does nothing.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time

from tests.bench.listing import live_host
from tutor.course import Course
from tutor.engine import BuildRequest, Built, Cancel, Engine, EngineNotFound, connect

BUILD_LIMIT_SECONDS = 0.05
COMMAND_LIMIT_SECONDS = 0.5
MEMORY_LIMIT_BYTES = 150_000_000
BUILDS = 40
COMMANDS = 7

# The kernel's peak of this very program: ``ru_maxrss`` would begin with that of the process that forked.
PEAK = """
import re, resource, sys
def peak():
    if sys.platform == "linux":
        return int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
"""

MEMORY = (
    PEAK
    + """
from tutor.engine.embedded.catalogue.catalogue import Catalogue
catalogue = Catalogue.load()
kept = [catalogue.image(name) for name in catalogue.image_names()]
print(len({id(base.image) for base in kept}), peak())
"""
)


def main() -> bool:
    """Print figures and ratios; true when all three stay within their limits."""
    return all([_builds(), _command(), _memory()])


def _builds() -> bool:
    ours = _seconds(connect("embedded").require(), BUILDS)
    print(f"warm build: {ours * 1000:.1f} ms, {1 / ours:.0f} builds a second (median of {BUILDS})")
    try:
        live = connect(live_host()).require()
    except EngineNotFound:
        print("No live engine to compare with.")
        return ours <= BUILD_LIMIT_SECONDS
    try:
        theirs = _seconds(live, 5)
    finally:
        live.clean(name="bench-embedded")
        live.close()
    print(f"{live.info.title}, all from its cache, files listed: {theirs * 1000:.0f} ms (median of 5)")
    print(f"ratio: {theirs / ours:.0f} times faster")
    return ours <= BUILD_LIMIT_SECONDS


def _seconds(engine: Engine, builds: int) -> float:
    lesson = Course.load().find("3")
    request = BuildRequest(lesson.solution, lesson.app_folder, "bench-embedded")
    taken = []
    for _ in range(builds + 1):
        began = time.perf_counter()
        *_, last = engine.build(request, Cancel())
        taken.append(time.perf_counter() - began)
        assert isinstance(last, Built), last
    return statistics.median(taken[1:])


def _command() -> bool:
    build = ["-m", "tutor", "build", "3", "-f", "solution", "--engine", "embedded", "--json"]
    ours, report = _command_seconds(build)
    bare, _ = _command_seconds(["-c", "pass"])
    assert json.loads(report)["error"] is None
    print(f"distill build 3 -f solution --engine embedded --json: {ours * 1000:.0f} ms as a whole process")
    print(f"python -c pass: {bare * 1000:.0f} ms; ratio {ours / bare:.1f}")
    return ours <= COMMAND_LIMIT_SECONDS


def _command_seconds(arguments: list[str]) -> tuple[float, bytes]:
    taken, output = [], b""
    for _ in range(COMMANDS):
        began = time.perf_counter()
        output = subprocess.run([sys.executable, *arguments], check=True, capture_output=True).stdout
        taken.append(time.perf_counter() - began)
    return statistics.median(taken), output


def _memory() -> bool:
    told = subprocess.run([sys.executable, "-c", MEMORY], check=True, capture_output=True, text=True)
    images, used = map(int, told.stdout.split())
    bare = f"{PEAK}print(peak())"
    reference = int(subprocess.run([sys.executable, "-c", bare], check=True, capture_output=True).stdout)
    print(f"memory with all {images} base images loaded: {used / 1e6:.0f} MB")
    print(f"a bare Python: {reference / 1e6:.0f} MB")
    return used <= MEMORY_LIMIT_BYTES
