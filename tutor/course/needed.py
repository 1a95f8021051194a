"""What the goals of a lesson will ask an engine about one build: to be recorded beforehand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tutor.course.goals import BuildNeed, Need, RunNeed, Scene
from tutor.course.lesson import Lesson
from tutor.course.rebuild import edited
from tutor.dockerfile import parse
from tutor.engine.request import BuildRequest, Limits, RunRequest
from tutor.engine.result import BuildResult


def runs_needed(lesson: Lesson, request: BuildRequest, result: BuildResult) -> tuple[RunRequest, ...]:
    """The runs of the final image that goals look at, each once; ``image`` is empty in all of them."""
    needs = dict.fromkeys(
        need
        for need in _needs(lesson, request, result)
        if isinstance(need, RunNeed) and need.stage == result.final
    )
    return tuple(run_of(need, "") for need in needs)


def builds_needed(
    lesson: Lesson, request: BuildRequest, result: BuildResult, folder: Path
) -> Iterator[BuildRequest]:
    """The builds with edits and targets that goals look at, each once, in copies of the context in a folder.

    Edits that cannot be made ask for no build. Raises OSError.
    """
    needs = dict.fromkeys(
        need
        for need in _needs(lesson, request, result)
        if isinstance(need, BuildNeed) and not need.fresh  # Its edits are never the same twice.
    )
    for number, need in enumerate(needs):
        again = edited(need, request, folder / f"edited-{number}")
        if isinstance(again, BuildRequest):
            yield again


def run_of(need: RunNeed, image: str) -> RunRequest:
    """What an engine is asked for a need."""
    return RunRequest(
        image=image,
        arguments=need.arguments,
        stdin=need.stdin.encode(),
        env=dict(need.env),
        network=need.network,
        read_only=need.read_only,
        http=need.http,
        health=need.health,
        limits=Limits(seconds=need.seconds),
    )


def _needs(lesson: Lesson, request: BuildRequest, result: BuildResult) -> Iterator[Need]:
    scene = Scene(parse(request.dockerfile), result)
    for goal in lesson.goals:
        yield from goal.check.needs(scene)
