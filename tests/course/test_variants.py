"""What of a lesson the embedded engine has to know."""

from __future__ import annotations

import pytest

from tutor.course import Course
from tutor.course.variants import runs_of, variants_of
from tutor.dockerfile import Severity, parse


def test_all_dockerfiles_of_a_lesson_are_named():
    lesson = Course.load().find("3")
    titles = [variant.title for variant in variants_of(lesson)]
    assert titles[:2] == ["Dockerfile", "solution.Dockerfile"]
    assert "wrong/whole-folder.Dockerfile" in titles
    assert "also/static.Dockerfile" in titles
    assert all(variant.text.startswith("FROM") for variant in variants_of(lesson))


@pytest.mark.parametrize("lesson", Course.load(), ids=lambda lesson: lesson.name)
def test_every_dockerfile_of_a_lesson_can_be_read(lesson):
    for variant in variants_of(lesson):
        problems = [problem for problem in parse(variant.text).problems if problem.severity is Severity.ERROR]
        assert problems == [], variant.title


def test_the_lessons_input_the_goals_and_other_inputs_are_run_once_each():
    lesson = Course.load().find("3")
    inputs = [run.stdin for run in runs_of(lesson)]
    assert inputs[0] == b"1 + 2\n"
    assert b"" in inputs
    assert len(inputs) == len(set(inputs)) > 30
