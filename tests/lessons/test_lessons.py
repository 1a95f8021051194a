"""The lessons as they are written; what they do on an engine is in tests/engines/test_lessons.py."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tutor.course import Lesson, State, Verdict
from tutor.course.checking import COURSE, written_problems
from tutor.course.checking.whole_course import check_course
from tutor.course.content import lessons_folder
from tutor.course.layout import Role
from tutor.course.mistakes import mistake_of
from tutor.course.proof import judge_variant
from tutor.course.variants import Variant
from tutor.engine.cancel import Cancel
from tutor.engine.embedded.catalogue.catalogue import Catalogue
from tutor.engine.embedded.engine import EmbeddedEngine

FOLDERS = sorted(path.parent.name for path in lessons_folder().glob("*/lesson.toml"))


@pytest.fixture(params=FOLDERS)
def lesson(request, course) -> Lesson:
    return course.find(request.param)


def test_a_lesson_keeps_to_everything_that_is_asked_of_its_text_and_files(lesson):
    assert [str(problem) for problem in written_problems(lesson, COURSE)] == []


def test_the_lessons_cover_all_twenty_points_of_the_seed(course):
    whole = check_course(course, lessons_folder())
    assert [problem.message for problem in whole.problems] == []
    assert len({point for lesson in course for point in lesson.covers}) == 20


def test_a_point_that_no_lesson_covers_is_told(course):
    without = [replace(lesson, covers=tuple(set(lesson.covers) - {"S1"})) for lesson in course]
    messages = [problem.message for problem in check_course(without, lessons_folder()).problems]
    assert "no lesson covers S1" in messages


def test_a_failing_step_is_told_by_what_it_wrote_and_only_by_that(course):
    lesson = course.find("1")
    verdicts = [Verdict(goal, State.FAILED) for goal in lesson.goals]
    wrote = "no input: standard input ended before a sum came"
    recognised = mistake_of(lesson, "FROM golang:1.27-trixie", verdicts, [], f"exit code: 3\n{wrote}")
    assert recognised.file == "wrong/run-instead-of-cmd.Dockerfile"
    assert (
        mistake_of(lesson, "FROM golang:1.27-trixie", verdicts, [], "exit code: 1\nno Go files in /src")
        is None
    )


@pytest.fixture
def login_left(course):
    """Lesson 2 with the apt lines merged; the token's ARG, echo and rm stand as they were."""
    lesson = course.find("2")
    text = lesson.start.replace(
        "RUN apt-get update\nRUN apt-get install -y golang\nRUN rm -rf",
        "RUN apt-get update && apt-get install -y golang && rm -rf",
    )
    variant = Variant("Dockerfile", text, Role.ALSO)
    judged = judge_variant(lesson, variant, EmbeddedEngine(Catalogue.load()), Cancel())
    return judged, {verdict.goal.id: verdict for verdict in judged.verdicts}


def test_a_login_that_a_layer_holds_is_not_told_to_be_in_no_layer(login_left):
    judged, goals = login_left
    assert goals["no-login"].state is State.FAILED
    assert judged.mistake.title == "The login stays in its layer"


def test_a_small_file_that_a_later_rm_hides_is_no_less_hidden(login_left):
    hidden = login_left[1]["nothing-hidden"]
    assert hidden.state is State.FAILED
    assert "54 B" in hidden.because


def test_a_login_without_its_token_is_not_told_to_hold_the_token(login_left):
    assert "token" not in login_left[1]["no-login"].because
