"""Every lesson with no engine at all: each of its files does what the lesson says, as on real engines."""

from __future__ import annotations

import pytest

from tests.lessons.agreement import Agreement
from tests.lessons.telling import told
from tutor.course import Course, prove
from tutor.engine.embedded.catalogue.catalogue import Catalogue
from tutor.engine.embedded.engine import EmbeddedEngine


@pytest.fixture(scope="module")
def engine():
    return EmbeddedEngine(Catalogue.load())


@pytest.mark.parametrize("name", [lesson.name for lesson in Course.load()])
def test_a_lesson_proves_itself_on_what_was_recorded(engine, name, tmp_path_factory):
    lesson = Course.load().find(name)
    proofs = prove(lesson, engine)
    assert told(proofs) == {}
    agreement = Agreement.of_this_run(tmp_path_factory.getbasetemp())
    assert agreement.differences(lesson, "embedded", proofs) == {}
