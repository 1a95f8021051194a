"""What came of a Dockerfile, in words that are the same on every engine."""

from __future__ import annotations

import msgspec

from tutor.course.proof import Proof
from tutor.engine.errors import MissingBase


class Outcome(msgspec.Struct, frozen=True):
    """The verdict on one file: ``built``, ``failed``, ``missing base`` or ``stopped`` by its engine.

    ``goals`` are states by id, ``mistake`` is the file of the wrong turn that was recognised, ``causes`` are
    keys (E1 …).
    """

    build: str
    goals: dict[str, str] = {}
    mistake: str | None = None
    causes: tuple[str, ...] = ()


def outcome_of(proof: Proof) -> Outcome:
    """What is compared between engines; bytes and seconds differ."""
    judged = proof.judged
    if judged is None:
        return Outcome("missing base" if isinstance(proof.stopped, MissingBase) else "stopped")
    return Outcome(
        build="built" if judged.result.ok else "failed",
        goals={verdict.goal.id: verdict.state.value for verdict in judged.verdicts},
        mistake=None if judged.mistake is None else judged.mistake.file,
        causes=tuple(sorted({cause.key for cause in judged.causes})),
    )
