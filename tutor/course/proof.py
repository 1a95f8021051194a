"""Proving a lesson on a real engine: start, solution and wrong turns do as the lesson says."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tutor.course.layout import Role
from tutor.course.lesson import Lesson, Mistake, State
from tutor.course.practice import Judged, practice
from tutor.course.variants import Variant, answers_of
from tutor.engine.cancel import Cancel
from tutor.engine.errors import EngineError
from tutor.engine.protocol import Engine


@dataclass(frozen=True, slots=True)
class Claim:
    """What a lesson says of one of its Dockerfiles; ``complaints`` tells what of it does not hold."""

    role: Role
    file: str
    text: str
    complaints: Callable[[Judged], list[str]]


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of one Dockerfile of a lesson; ``complaints`` are sentences, none when it does its part.

    ``stopped`` is why the engine could not go on, and ``judged`` is None then. ``seconds`` is wall time.
    """

    role: Role
    file: str
    complaints: tuple[str, ...]
    judged: Judged | None = None
    stopped: EngineError | None = None
    seconds: float = 0.0

    @property
    def holds(self) -> bool:
        return not self.complaints


def prove(lesson: Lesson, engine: Engine, *, cancel: Cancel | None = None) -> list[Proof]:
    """Build the start, the solution, the other answers and the wrong turns, and compare what comes of
    them with what the lesson says.

    Trouble with the engine is a complaint.
    """
    cancel = cancel or Cancel()
    return [proof_of(lesson, claim, engine, cancel) for claim in claims_of(lesson)]


def claims_of(lesson: Lesson) -> tuple[Claim, ...]:
    """What a lesson says of its Dockerfiles, in the order in which they are best proved."""
    wrong_turns = [
        Claim(Role.WRONG_TURN, mistake.file, mistake.text, partial(_wrong_turn_complaints, mistake))
        for mistake in lesson.mistakes
    ]
    return (
        Claim(Role.START, "Dockerfile", lesson.start, _start_complaints),
        Claim(Role.SOLUTION, "solution.Dockerfile", lesson.solution, _solution_complaints),
        *(Claim(each.role, each.title, each.text, _solution_complaints) for each in answers_of(lesson)),
        *wrong_turns,
    )


def proof_of(lesson: Lesson, claim: Claim, engine: Engine, cancel: Cancel) -> Proof:
    """Build one Dockerfile of a lesson, and compare what comes of it with the claim."""
    began = time.monotonic()
    judged, stopped = None, None
    if not cancel.thrown:
        try:
            judged = judge_variant(lesson, Variant(claim.file, claim.text, claim.role), engine, cancel)
        except EngineError as error:
            stopped = error
    if stopped is not None:
        complaints = [f"The engine could not go on: {stopped.message}"]
    elif judged is None:
        complaints = ["It was cancelled."]
    else:
        complaints = claim.complaints(judged)
    return Proof(claim.role, claim.file, tuple(complaints), judged, stopped, time.monotonic() - began)


def judge_variant(lesson: Lesson, variant: Variant, engine: Engine, cancel: Cancel) -> Judged | None:
    """How a Dockerfile does in a fresh folder with the files that belong to it; None when cancelled. Records
    nothing.
    """
    with tempfile.TemporaryDirectory(prefix="distill-proof-") as name:
        folder, scratch = Path(name, "app"), Path(name, "state")
        folder.mkdir()
        scratch.mkdir()
        variant.lay_out(lesson, folder, scratch)
        (folder / "Dockerfile").write_text(variant.text, encoding="utf-8", newline="")
        judged = None
        for event in practice(
            lesson, variant.text, engine=engine, folder=folder, progress=None, cancel=cancel
        ):
            if isinstance(event, Judged):
                judged = event
        return judged


def _start_complaints(judged: Judged) -> list[str]:
    return ["It passes all goals, so there is nothing to do."] if judged.passed else []


def _solution_complaints(judged: Judged) -> list[str]:
    return [
        f"Goal {verdict.goal.id} is {verdict.state.value}: {verdict.because}"
        for verdict in judged.verdicts
        if verdict.state is not State.PASSED
    ]


def _wrong_turn_complaints(mistake: Mistake, judged: Judged) -> list[str]:
    found = []
    if judged.passed:
        found.append("It passes all goals, so it is no wrong turn.")
    if judged.mistake != mistake:
        seen = "nothing" if judged.mistake is None else f"“{judged.mistake.title}”"
        causes = ", ".join(cause.key for cause in judged.causes) or "none"
        red = ", ".join(v.goal.id for v in judged.verdicts if v.state is State.FAILED) or "none"
        failure = judged.result.failure
        said = f" The engine said: {failure.message}" if failure is not None else ""
        found.append(f"Recognised: {seen}; causes: {causes}; red goals: {red}.{said}")
    return found
