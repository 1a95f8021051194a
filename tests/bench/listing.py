"""The full listing of a 1 GB builder stage, and opening it as an image, beside dive on the same image and the
same engine.
"""

from __future__ import annotations

import json
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from tests.bench.opening import Spent, open_with_distill, open_with_dive
from tutor.course import Course
from tutor.engine import BuildRequest, Built, Cancel, Engine, EngineNotFound, connect
from tutor.image.size import human

LIMIT_SECONDS = 2.0
TIMES_FASTER = 7
ROUNDS = 3


def main() -> bool:
    """Print seconds of both and their ratio; true when ours stays within its limits."""
    try:
        engine = connect(live_host()).require()
    except EngineNotFound as error:
        print(f"No engine: {error.message}")
        return False
    try:
        return _measure(engine)
    finally:
        engine.clean(name="bench-listing")
        engine.close()


def _measure(engine: Engine) -> bool:
    lesson = Course.load().find("3")
    ours = []
    with tempfile.TemporaryDirectory() as folder:
        context = Path(folder, "app")
        shutil.copytree(lesson.app_folder, context)
        for number in range(ROUNDS):
            # A new source each time: else the listing would come from the engine's cache, like the build.
            with (context / "main.go").open("a") as source:
                source.write(f"// {time.time_ns()} {number}\n")
            *_, last = engine.build(BuildRequest(lesson.start, context, "bench-listing"), Cancel())
            if not isinstance(last, Built):
                print(f"The builder did not build: {last}")
                return False
            ours.append(last.result.measured_seconds)
    stage = last.result.final_stage
    assert stage.files is not None
    assert stage.image is not None
    assert stage.size is not None
    print(f"image: {human(stage.size)}, {len(stage.files)} entries, {len(stage.instructions)} instructions")
    seconds = _median(f"distill lists it on {engine.info.title}, after a new build each", ours)
    opened, dives = [], []
    for _ in range(ROUNDS):
        opened.append(open_with_distill(engine.info.host, stage.image))
        dives.append(open_with_dive(engine.info.host, stage.image))
    opening = _median("distill opens it as an image", [float(spent.said) for spent in opened])
    whole = _median("distill, as a process with its start", [spent.seconds for spent in opened])
    dive = _median("dive, as a process", [spent.seconds for spent in dives])
    print(f"peak memory: distill {_peak(opened)}, dive {_peak(dives)}")
    ratios = {"listing": dive / seconds, "opening": dive / opening, "the whole process": dive / whole}
    print("times faster than dive: " + ", ".join(f"{what} {ratio:.1f}" for what, ratio in ratios.items()))
    return max(seconds, whole) <= LIMIT_SECONDS and min(ratios["listing"], ratios["opening"]) >= TIMES_FASTER


def _median(what: str, seconds: list[float]) -> float:
    middle = statistics.median(seconds)
    print(f"{what}: {', '.join(f'{each:.2f}' for each in seconds)} s; median {middle:.2f} s")
    return middle


def _peak(spent: list[Spent]) -> str:
    return human(max(each.peak_bytes for each in spent))


def live_host() -> str:
    """The newest provisioned Docker, or whatever engine is here."""
    from tests.engines.provision.cache import engines_file

    provisioned = engines_file()
    if not provisioned.exists():
        return "docker"
    host: str = json.loads(provisioned.read_text()).get("docker-28.5", {}).get("host", "docker")
    return host
