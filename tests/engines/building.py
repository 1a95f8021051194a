"""Building in tests: a Dockerfile's text in, its events and its result out."""

from __future__ import annotations

from pathlib import Path

from tutor.engine import (
    BuildEvent,
    BuildRequest,
    BuildResult,
    Built,
    Cancel,
    Engine,
    Failed,
    StepStarted,
)

NAME = "engine-tests"


def request(dockerfile: str, context: Path, **more) -> BuildRequest:
    return BuildRequest(dockerfile, context, more.pop("name", NAME), **more)


def follow(engine: Engine, asked: BuildRequest) -> list[BuildEvent]:
    """Every event of a build."""
    return list(engine.build(asked, Cancel()))


def built(engine: Engine, dockerfile: str, context: Path, **more) -> BuildResult:
    """The result of a build that must end well."""
    last = follow(engine, request(dockerfile, context, **more))[-1]
    assert isinstance(last, Built), last.result.failure if isinstance(last, Failed) else last
    return last.result


def failed(engine: Engine, dockerfile: str, context: Path, **more) -> BuildResult:
    """The result of a build that must fail."""
    last = follow(engine, request(dockerfile, context, **more))[-1]
    assert isinstance(last, Failed)
    return last.result


def lines_started(events: list[BuildEvent]) -> set[tuple[int, int]]:
    """Stage and line of every instruction that had a step."""
    return {
        (event.stage, event.line)
        for event in events
        if isinstance(event, StepStarted) and event.stage is not None and event.line is not None
    }


def adds(result: BuildResult) -> list[list[int | None]]:
    """What each instruction added, stage by stage."""
    return [[instruction.adds for instruction in stage.instructions] for stage in result.stages]
