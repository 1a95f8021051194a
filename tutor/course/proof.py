"""Proving a lesson on a real engine: start, solution and wrong turns do as the lesson says."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tutor.course.claims import (
    answer_complaints,
    missing_base_is_meant,
    solution_complaints,
    start_complaints,
    wrong_turn_complaints,
)
from tutor.course.layout import Role
from tutor.course.lesson import Lesson
from tutor.course.practising import Judged, practice
from tutor.course.variants import Variant, answers_of
from tutor.engine.cancel import Cancel
from tutor.engine.errors import EngineError, MissingBase
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
    answers = [Claim(each.role, each.title, each.text, answer_complaints) for each in answers_of(lesson)]
    wrong_turns = [
        Claim(Role.WRONG_TURN, mistake.file, mistake.text, partial(wrong_turn_complaints, mistake))
        for mistake in lesson.mistakes
    ]
    return (
        Claim(Role.START, "Dockerfile", lesson.start, partial(start_complaints, lesson)),
        Claim(Role.SOLUTION, "solution.Dockerfile", lesson.solution, partial(solution_complaints, lesson)),
        *answers,
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
    if isinstance(stopped, MissingBase) and claim.role is Role.START and missing_base_is_meant(lesson):
        complaints = []
    elif stopped is not None:
        complaints = [f"The engine could not go on: {stopped.message}"]
    elif judged is None:
        complaints = ["It was cancelled."]
    else:
        complaints = claim.complaints(judged)
    return Proof(claim.role, claim.file, tuple(complaints), judged, stopped, time.monotonic() - began)


def proof_name(lesson: Lesson) -> str:
    """What the images of a proof are called, so that they never take the place of a learner's own."""
    return f"proof-{lesson.build_name}"


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
            lesson,
            variant.text,
            engine=engine,
            folder=folder,
            progress=None,
            cancel=cancel,
            name=proof_name(lesson),
        ):
            if isinstance(event, Judged):
                judged = event
        return judged
