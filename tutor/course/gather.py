"""Fetching from the engine what the checks need to see."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tutor.course.goals import (
    BuildNeed,
    ContextNeed,
    Evidence,
    HeadNeed,
    Missing,
    Need,
    Rebuilt,
    RunNeed,
    Scene,
    Sent,
)
from tutor.course.lesson import Goal
from tutor.course.needed import run_of
from tutor.course.rebuild import rebuild
from tutor.engine.cancel import Cancel
from tutor.engine.context import find_context
from tutor.engine.errors import EngineError, NotRecorded
from tutor.engine.protocol import Engine
from tutor.engine.request import BuildRequest
from tutor.engine.result import RunResult


@dataclass(frozen=True, slots=True)
class GoalRun:
    """The image was run, a file of it read, or the build made again, to judge goals; ``result`` is None where
    nothing was run. ``seconds`` is None for a build that begins, which may take its time.
    """

    text: str
    seconds: float | None
    result: RunResult | None = None


def gather(
    goals: Sequence[Goal], scene: Scene, request: BuildRequest, engine: Engine, cancel: Cancel
) -> Iterator[GoalRun | Evidence]:
    """Run and read all that the goals need, each once; the last value is the evidence.

    Ends without evidence when cancelled. Trouble with the engine becomes missing evidence, so that a build
    which ended well is not lost with it.
    """
    needs: dict[Need, str] = {}
    for goal in goals:
        for need in goal.check.needs(scene):
            needs[need] = f"{needs[need]}, {goal.title}" if need in needs else goal.title
    runs: dict[RunNeed, RunResult | Missing] = {}
    heads: dict[HeadNeed, bytes | Missing] = {}
    builds: dict[BuildNeed, Rebuilt | Missing] = {}
    context: Sent | Missing | None = None
    for need, title in needs.items():
        if cancel.thrown:
            return
        began = time.monotonic()
        if isinstance(need, RunNeed):
            ran = runs[need] = _run(need, scene, request, engine, cancel)
            seconds = time.monotonic() - began
            yield GoalRun(f"{title}: ran the image", seconds, ran if isinstance(ran, RunResult) else None)
        elif isinstance(need, BuildNeed):
            yield GoalRun(f"{title}: {need.told}", None)
            builds[need] = rebuild(need, request, engine, cancel)
            yield GoalRun(f"{title}: {need.told}", time.monotonic() - began)
        elif isinstance(need, ContextNeed):
            context = sent(request)
        else:
            heads[need] = _head(need, scene, request, engine)
            yield GoalRun(f"{title}: read /{need.path}", time.monotonic() - began)
    if not cancel.thrown:
        evidence = Evidence(scene, runs, heads, builds)
        yield evidence if context is None else replace(evidence, context=context)


def sent(request: BuildRequest) -> Sent | Missing:
    """The files that the ignore file leaves in the build context, without the Dockerfile."""
    try:
        found = find_context(request.context, request.dockerfile_path)
        tops: dict[str, int] = {}
        for path in found.paths:
            file = request.context / path
            if path != found.dockerfile_name and file.is_file() and not file.is_symlink():
                top, slash, _ = path.partition("/")
                tops[top + slash] = tops.get(top + slash, 0) + file.stat().st_size
    except (EngineError, OSError) as error:
        return Missing(f"The build context could not be measured: {error}")
    return Sent(sum(tops.values()), tuple(sorted(tops.items(), key=lambda top: (-top[1], top[0]))))


def image_of(stage: int, image: str | None, request: BuildRequest, engine: Engine) -> str:
    """The image to run or read for a stage: the one that the build left, or one made of its cache."""
    return engine.image_of(request, stage) if image is None else image


def _run(
    need: RunNeed, scene: Scene, request: BuildRequest, engine: Engine, cancel: Cancel
) -> RunResult | Missing:
    stage = scene.result.stages[need.stage]
    try:
        return engine.run(run_of(need, image_of(need.stage, stage.image, request, engine)), cancel)
    except NotRecorded as error:
        return _unrecorded(error)
    except EngineError as error:
        return Missing(f"The image could not be run: {error.message}")


def _head(need: HeadNeed, scene: Scene, request: BuildRequest, engine: Engine) -> bytes | Missing:
    stage = scene.result.stages[need.stage]
    try:
        return engine.read_file(image_of(need.stage, stage.image, request, engine), need.path)
    except NotRecorded as error:
        return _unrecorded(error)
    except (EngineError, OSError) as error:
        return Missing(f"/{need.path} could not be read: {error}")


def _unrecorded(error: NotRecorded) -> Missing:
    return Missing(
        f"Not judged: the embedded engine has no recording of {error.what} ({error.reason}). "
        "Docker or Podman can tell.",
        error,
    )
