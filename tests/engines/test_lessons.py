"""Each lesson on a real engine: its start, its solution and its wrong turns do what the lesson says."""

from __future__ import annotations

import pytest

from tutor.course import Course, Proof, State, prove
from tutor.course.layout import Role

pytestmark = pytest.mark.engine

RED_AT_THE_START = {
    "01-the-fat-image": {"golang-base", "own-folder"},
    "03-a-second-from": {"two-stages", "scratch", "one-file", "small"},
    "04-static-or-dynamic": {"static", "runs"},
}
"""The goals that each lesson leaves to its learner; all others are green from the beginning."""

MOST_OF_THE_BUILDER = 0.05
CALCULATOR_AT_MOST_BYTES = 4_000_000
"""With Go 1.27 on amd64 it is 2.4 MB."""


def told(proofs: list[Proof]) -> dict[str, tuple[str, ...]]:
    """What is wrong with each Dockerfile, by its name; empty when nothing is."""
    return {proof.file: proof.complaints for proof in proofs if not proof.holds}


@pytest.mark.parametrize("name", sorted(RED_AT_THE_START))
def test_a_lesson_starts_red_ends_green_and_knows_its_wrong_turns(engine, name):
    proofs = prove(Course.load().find(name), engine)
    assert told(proofs) == {}
    start = next(proof for proof in proofs if proof.role is Role.START).judged
    red = {each.goal.id: each.because for each in start.verdicts if each.state is not State.PASSED}
    assert set(red) == RED_AT_THE_START[name], red
    if name == "03-a-second-from":
        _ships_the_program_alone(next(proof for proof in proofs if proof.role is Role.SOLUTION))
    if name == "04-static-or-dynamic":
        assert [cause.key for cause in start.causes] == ["E3"]


def _ships_the_program_alone(solution: Proof) -> None:
    result = solution.judged.result
    builder, final = result.stages
    assert [entry.path for entry in final.files if entry.size] == ["calc"]
    assert 0 < final.size <= CALCULATOR_AT_MOST_BYTES
    assert final.size <= MOST_OF_THE_BUILDER * builder.size
