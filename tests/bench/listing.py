"""The full listing of a 1 GB builder stage, beside dive on the same image and the same engine."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tutor.course import Course
from tutor.engine import BuildRequest, Built, Cancel, Engine, EngineNotFound, connect
from tutor.image.size import human

LIMIT_SECONDS = 2.0
ROUNDS = 3


def main() -> bool:
    """Print seconds of both and their ratio; true when ours stays within its limit."""
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
    seconds = statistics.median(ours)
    print(f"image: {human(stage.size)}, {len(stage.files)} entries, {len(stage.instructions)} instructions")
    rounds = ", ".join(f"{each:.2f}" for each in ours)
    print(f"distill on {engine.info.title}, after a new build each: {rounds} s; median {seconds:.2f} s")
    dive = _dive_seconds(stage.image, engine.info.host)
    print(f"dive on the same image: {dive:.2f} s (one run)")
    print(f"ratio: {dive / seconds:.1f} times faster")
    return seconds <= LIMIT_SECONDS


def _dive_seconds(image: str, host: str) -> float:
    program = Path(sys.executable).with_name("dive")
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        subprocess.run(
            [program, image, "--json", f"{folder}/dive.json"],
            env={**os.environ, "DOCKER_HOST": host},
            check=True,
            capture_output=True,
        )
        return time.perf_counter() - began


def live_host() -> str:
    """The newest provisioned Docker, or whatever engine is here."""
    from tests.engines.provision.cache import engines_file

    provisioned = engines_file()
    if not provisioned.exists():
        return "docker"
    host: str = json.loads(provisioned.read_text()).get("docker-28.5", {}).get("host", "docker")
    return host
