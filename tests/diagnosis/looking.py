"""Making a mistake on an engine, and what is then said of it."""

from __future__ import annotations

from pathlib import Path

from tests.diagnosis.reproduced import Reproduction
from tutor.dockerfile import parse
from tutor.engine import (
    BuildRequest,
    BuildResult,
    Built,
    Cancel,
    Engine,
    Failed,
    Limits,
    RunRequest,
)
from tutor.engine.causes import Cause
from tutor.engine.request import HealthProbe
from tutor.engine.result import RunResult
from tutor.insight.blamed import blamed_line
from tutor.insight.explaining import explain
from tutor.insight.silent import silent_mistakes

NAME = "diagnosis"


def seen(mistake: Reproduction, engine: Engine, folder: Path) -> list[tuple[str, int | None]]:
    """Key and line of everything that is found, the way the product tells it."""
    result = _built(mistake, engine, folder)
    if result.failure is not None:
        cause = result.failure.cause
        return [(cause.key, result.failure.line)] if cause is not None else []
    if mistake.how == "silent":
        silent = silent_mistakes(result, explain(result, mistake.text))
        return [(one.cause.key, one.line) for one in silent]
    cause = _run(mistake, engine, result).cause
    return [] if cause is None else [(cause.key, _line(cause, mistake, result))]


def _built(mistake: Reproduction, engine: Engine, folder: Path) -> BuildResult:
    for name, content in mistake.files.items():
        (folder / name).write_text(content)
    request = BuildRequest(mistake.text, folder, NAME, measure=mistake.how == "silent")
    *_, last = engine.build(request, Cancel())
    assert isinstance(last, Built | Failed)
    return last.result


def _run(mistake: Reproduction, engine: Engine, result: BuildResult) -> RunResult:
    request = RunRequest(
        str(result.final_stage.image),
        mistake.arguments,
        health=HealthProbe(within_seconds=2) if mistake.how == "health" else None,
        limits=Limits(seconds=15),
    )
    return engine.run(request, Cancel())


def _line(cause: Cause, mistake: Reproduction, result: BuildResult) -> int | None:
    return blamed_line(cause, parse(mistake.text), result)
