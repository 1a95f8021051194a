"""Named mistakes on the embedded engine: those that it computes, and that all are made somewhere."""

from __future__ import annotations

import pytest

from tests.diagnosis.looking import seen
from tests.diagnosis.reproduced import BY_LESSONS, BY_TEXT, REPRODUCTIONS, Reproduction
from tutor.course import Course
from tutor.engine.causes import CAUSES
from tutor.engine.embedded.catalogue.catalogue import Catalogue
from tutor.engine.embedded.engine import EmbeddedEngine

COMPUTED = [each for each in REPRODUCTIONS if each.computed]


@pytest.fixture(scope="module")
def engine():
    return EmbeddedEngine(Catalogue.load())


@pytest.mark.parametrize("mistake", COMPUTED, ids=lambda each: f"{each.key}-{each.how}")
def test_a_mistake_is_named_at_its_line(mistake: Reproduction, engine, tmp_path):
    assert seen(mistake, engine, tmp_path) == [(mistake.key, mistake.line)]


def test_all_named_mistakes_are_made_here_or_in_a_lesson_or_told_by_a_recorded_message():
    here = {each.key for each in REPRODUCTIONS}
    lessons = {
        cause
        for lesson in Course.load()
        for cause in (*(mistake.cause for mistake in lesson.mistakes), lesson.proof.start_cause)
        if cause is not None
    }
    assert here | BY_LESSONS | BY_TEXT == set(CAUSES)
    assert lessons >= BY_LESSONS


def test_every_lesson_that_a_mistake_points_at_is_there():
    numbers = {lesson.number for lesson in Course.load()}
    assert {cause.lesson for cause in CAUSES.values()} <= numbers
