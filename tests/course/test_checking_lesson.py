"""A lesson is held against what it says of itself, file by file; here on prepared results."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import START
from test_proof import ScriptedEngine
from whole import whole_lesson

from tutor.course.checking import COURSE, PACK, Standing, check_lesson
from tutor.course.proof import claims_of, proof_of
from tutor.engine.cancel import Cancel
from tutor.engine.embedded.catalogue.catalogue import Catalogue
from tutor.engine.embedded.engine import EmbeddedEngine
from tutor.engine.errors import EngineLost, MissingBase
from tutor.engine.protocol import Engine


@pytest.fixture
def whole(tmp_path):
    return whole_lesson(tmp_path / "pack")


def checks(whole, engine: Engine | None = None, **more):
    known = more.pop("known", None)
    cancel = more.pop("cancel", Cancel())
    standard = more.pop("standard", PACK)
    found = check_lesson(whole.load(), engine or ScriptedEngine(), known, cancel=cancel, standard=standard)
    return {each.file: each for each in found}


def otherwise(found):
    return {file: each.problems for file, each in found.items() if each.standing is not Standing.AS_DECLARED}


def test_a_lesson_that_does_as_it_says_is_as_declared_file_by_file(whole):
    found = checks(whole)
    assert {file: each.said for file, each in found.items()} == {
        "lesson.toml, lesson.md": "as asked",
        "Dockerfile": "1 of 2 goals are red",
        "solution.Dockerfile": "passes all 2 goals",
        "answers/other-names.Dockerfile": "passes all 2 goals",
        "wrong/misspelt.Dockerfile": "recognised by E1",
        "wrong/one-stage.Dockerfile": "recognised by two-stages",
    }
    assert otherwise(found) == {}
    assert found["Dockerfile"].outcome.goals == {"two-stages": "failed", "runs": "passed"}
    assert found["wrong/misspelt.Dockerfile"].outcome.causes == ("E1",)
    assert sum(each.files for each in found.values()) == 5


@pytest.mark.parametrize(
    ("declared", "complaint"),
    [
        ('["two-stages", "runs"]', "Goal runs is green, and red_at_start says that it is red"),
        ('["runs"]', "Goal two-stages is red, and red_at_start does not say so: The Dockerfile has 1 stage"),
        ('["*"]', "Goal runs is green"),
        ('["two-stages"]\nstart_cause = "E3"', "It should fail by E3; recognised: nothing"),
    ],
)
def test_a_start_that_fails_otherwise_is_told_at_red_at_start(whole, declared, complaint):
    whole.edit('red_at_start = ["two-stages"]', f"red_at_start = {declared}")
    (problem, *_) = otherwise(checks(whole))["Dockerfile"]
    assert complaint in str(problem)
    assert problem.line == whole.toml.read_text().partition("red_at_start")[0].count("\n") + 1


@pytest.mark.parametrize(
    ("bounds", "complaint"),
    [
        (
            "solution_bytes = [1, 1_000_000]",
            "The final image has 882 MB (882,000,000 bytes); declared: 1 B to 1.0 MB",
        ),
        ("largest_bytes = [900_000_000, 990_000_000]", "The largest stage has 882 MB"),
    ],
)
def test_a_solution_of_another_weight_is_told(whole, bounds, complaint):
    whole.edit("[proof]", f"[proof]\n{bounds}")
    (problem,) = otherwise(checks(whole))["solution.Dockerfile"]
    assert complaint in problem.message


def test_a_refused_answer_is_told_with_its_goal(whole):
    whole.write("answers/one.Dockerfile", START + "# two stages would be better\nLABEL a=b\n")
    (problem,) = otherwise(checks(whole))["answers/one.Dockerfile"]
    assert (problem.path.name, problem.line) == ("one.Dockerfile", 1)
    assert problem.message.startswith("Goal two-stages is failed")


def test_a_wrong_turn_that_nothing_recognises_is_told_at_its_table(whole):
    whole.edit('cause = "E1"', 'cause = "E2"')
    (problem,) = otherwise(checks(whole))["wrong/misspelt.Dockerfile"]
    assert problem.line == whole.toml.read_text().partition("[[mistakes]]")[0].count("\n") + 1
    assert problem.message.startswith("wrong/misspelt.Dockerfile: Recognised: nothing; causes: E1")


class Without(ScriptedEngine):
    """Has no base image, or is not there."""

    def __init__(self, error):
        super().__init__()
        self.error = error

    def build(self, request, cancel):
        raise self.error
        yield


GONE = MissingBase("node:14", line=1, reason="it is gone", advice="Use another.")


def test_a_base_that_is_not_to_be_had_could_not_be_told_and_says_where(whole):
    found = checks(whole, Without(GONE))
    assert found["Dockerfile"].standing is Standing.UNTOLD
    assert found["Dockerfile"].outcome.build == "missing base"
    (problem,) = found["solution.Dockerfile"].problems
    assert (problem.path.name, problem.line, problem.advice) == ("solution.Dockerfile", 1, "Use another.")


def test_a_start_may_be_meant_to_have_no_base(whole):
    whole.edit('red_at_start = ["two-stages"]', 'red_at_start = ["*"]\nstart_cause = "missing-base"')
    found = checks(whole, Without(GONE))
    assert found["Dockerfile"].standing is Standing.AS_DECLARED
    assert found["Dockerfile"].said == "its base is gone"
    assert checks(whole)["Dockerfile"].standing is Standing.OTHERWISE
    lost = checks(whole, Without(EngineLost("It is gone.")))
    assert lost["Dockerfile"].standing is Standing.UNTOLD


def test_a_cancelled_check_ends_early(whole):
    cancel = Cancel()
    cancel.throw()
    engine = ScriptedEngine()
    assert list(checks(whole, engine, cancel=cancel)) == ["lesson.toml, lesson.md"]
    assert engine.requests == []


def test_what_is_not_recorded_counts_in_the_course_and_is_a_remark_in_a_pack(whole):
    whole.write("also/curious.Dockerfile", "FROM golang:1.27-trixie\nRUN go frobnicate\n")
    known = EmbeddedEngine(Catalogue.load())
    assert "go frobnicate" in checks(whole, known=known)["also/curious.Dockerfile"].remarks[0]
    found = checks(whole, known=known, standard=replace(COURSE, answers=1))
    assert found["also/curious.Dockerfile"].standing is Standing.OTHERWISE
    assert "go frobnicate" in found["also/curious.Dockerfile"].problems[0].message


def test_the_images_of_a_proof_are_not_the_learners(whole):
    engine = ScriptedEngine()
    lesson = whole.load()
    proof_of(lesson, claims_of(lesson)[0], engine, Cancel())
    assert [request.name for request in engine.requests] == ["proof-lesson-03"]
