"""Every lesson with no engine at all: its start, solution and wrong turns do what the lesson says."""

from __future__ import annotations

import pytest

from tests.engines.test_lessons import RED_AT_THE_START, told
from tutor.course import Course, State, prove
from tutor.course.layout import Role
from tutor.engine.embedded.catalogue.catalogue import Catalogue
from tutor.engine.embedded.engine import EmbeddedEngine


@pytest.fixture(scope="module")
def engine():
    return EmbeddedEngine(Catalogue.load())


@pytest.mark.parametrize("name", sorted(RED_AT_THE_START))
def test_a_lesson_proves_itself_on_what_was_recorded(engine, name):
    proofs = prove(Course.load().find(name), engine)
    assert told(proofs) == {}
    start = next(proof for proof in proofs if proof.role is Role.START).judged
    red = {each.goal.id: each.because for each in start.verdicts if each.state is not State.PASSED}
    assert set(red) == RED_AT_THE_START[name], red
