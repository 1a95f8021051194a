"""A lesson is proved by building all of its Dockerfiles; here on prepared results."""

from __future__ import annotations

from dataclasses import replace

from made import SOLUTION, Image, PreparedEngine, built, program

from tutor.course import prove
from tutor.course.layout import Role
from tutor.dockerfile import parse
from tutor.engine.cancel import Cancel
from tutor.engine.causes import CAUSES
from tutor.engine.errors import EngineLost
from tutor.engine.events import Built, Failed
from tutor.engine.result import BuildFailure

FULL = Image([program("usr/local/go/bin/go", 880_000_000), program("calc", 2_000_000)], cmd=("/calc",))


class ScriptedEngine(PreparedEngine):
    """Builds anything; a COPY from ``biuld`` fails as it would."""

    cause = CAUSES["E1"]

    def build(self, request, cancel):
        self.requests.append(request)
        assert (request.context / "main.go").is_file()
        result = built(request.dockerfile, *[FULL] * len(parse(request.dockerfile).stages))
        if "biuld" in request.dockerfile:
            yield Failed(replace(result, failure=BuildFailure("denied", line=6, cause=self.cause)))
        else:
            yield Built(result)


def test_a_lesson_that_does_as_it_says_is_proved(lesson):
    proofs = prove(lesson, ScriptedEngine())
    assert [(proof.role, proof.file, proof.complaints) for proof in proofs] == [
        (Role.START, "Dockerfile", ()),
        (Role.SOLUTION, "solution.Dockerfile", ()),
        (Role.WRONG_TURN, "wrong/misspelt.Dockerfile", ()),
        (Role.WRONG_TURN, "wrong/one-stage.Dockerfile", ()),
    ]
    assert all(proof.holds for proof in proofs)


def test_a_start_that_passes_is_no_exercise(lesson):
    start = prove(replace(lesson, start=SOLUTION), ScriptedEngine())[0]
    assert start.complaints == ("It passes all goals, so there is nothing to do.",)


def test_a_solution_that_does_not_pass_is_told_goal_by_goal(lesson):
    solution = prove(replace(lesson, solution=lesson.start), ScriptedEngine())[1]
    assert solution.complaints == ("Goal two-stages is failed: The Dockerfile has 1 stage.",)


def test_a_wrong_turn_that_is_not_recognised_is_told_with_what_the_engine_said(lesson):
    engine = ScriptedEngine()
    engine.cause = None
    (complaint,) = prove(lesson, engine)[2].complaints
    assert complaint.startswith("Recognised: nothing; causes: none; red goals: two-stages: The build failed")
    assert complaint.endswith(" The engine said: denied")


def test_a_wrong_turn_that_passes_is_none(lesson):
    right = replace(lesson.mistakes[1], text=SOLUTION)
    proof = prove(replace(lesson, mistakes=(right,)), ScriptedEngine())[2]
    assert "It passes all goals, so it is no wrong turn." in proof.complaints


def test_trouble_with_the_engine_is_a_complaint(lesson):
    proofs = prove(lesson, PreparedEngine([EngineLost("The engine is gone.")]))
    assert {proof.complaints for proof in proofs} == {("The engine could not go on: The engine is gone.",)}


def test_a_proof_that_was_cancelled_proves_nothing(lesson):
    cancel = Cancel()
    cancel.throw()
    engine = ScriptedEngine()
    assert {proof.complaints for proof in prove(lesson, engine, cancel=cancel)} == {("It was cancelled.",)}
    assert engine.requests == []
