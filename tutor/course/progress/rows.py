"""From rows of the progress file to values."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from tutor.course.attempt import Attempt, AttemptState, GoalNote
from tutor.course.finished import FinalSurface, FinishedBuild, figures_of
from tutor.course.lesson import State
from tutor.course.progress.process import is_alive


def attempt_of(row: dict[str, Any]) -> Attempt:
    """The attempt of a row; one whose process was ended in the middle is INTERRUPTED."""
    state = AttemptState(row["state"])
    if state is AttemptState.RUNNING and not is_alive(row["process"]):
        state = AttemptState.INTERRUPTED
    return Attempt(
        lesson=row["lesson"],
        app=row["app"],
        started_at=row["started_at"],
        dockerfile=row["dockerfile"],
        engine=row["engine"],
        state=state,
        ended_at=row["ended_at"],
        report=None if row["report"] is None else json.loads(row["report"]),
        verdicts=notes_of(row),
        final_bytes=row["final_bytes"],
        seconds=row["seconds"],
        surface=_surface(row),
        id=row["id"],
    )


def _surface(row: dict[str, Any]) -> FinalSurface | None:
    return None if row["surface"] is None else msgspec.json.decode(row["surface"], type=FinalSurface)


def finished_of(row: dict[str, Any]) -> FinishedBuild:
    """The finished build of a row that also counts the attempts at its lesson as ``number``."""
    figures, notes = figures_of(row["report"]), notes_of(row)
    return FinishedBuild(
        id=row["id"],
        number=row["number"],
        lesson=row["lesson"],
        app=row["app"],
        started_at=row["started_at"],
        dockerfile=row["dockerfile"],
        engine=row["engine"],
        recorded=figures.recorded,
        final_bytes=row["final_bytes"],
        stages=len(figures.stages),
        seconds=figures.took,
        ran_anew=len(figures.ran),
        surface=_surface(row),
        green=frozenset(note.goal for note in notes if note.state is State.PASSED),
        passed=row["goals"] > 0 and row["passed"] == row["goals"],
    )


def notes_of(row: dict[str, Any]) -> tuple[GoalNote, ...]:
    """How the goals stood."""
    return tuple(
        GoalNote(goal, State(state), because) for goal, state, because in json.loads(row["verdicts"])
    )
