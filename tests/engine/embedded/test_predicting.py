"""What the stages of a text would weigh."""

from __future__ import annotations

import pytest

from tutor.course import Course, build_request
from tutor.engine.cancel import Cancel
from tutor.engine.embedded.finding import find
from tutor.engine.embedded.predicting import Predictor
from tutor.engine.events import Built


@pytest.fixture(scope="module")
def lesson():
    return Course.load().find("3")


@pytest.fixture(scope="module")
def engine():
    return find([])


@pytest.fixture
def predicted(engine, lesson):
    def predict(text: str, cancel: Cancel | None = None):
        request = build_request(lesson, text, lesson.app_folder)
        return Predictor(engine.catalogue).predict(request, cancel or Cancel())

    return predict


def test_it_is_what_a_build_then_measures(engine, lesson, predicted):
    prediction = predicted(lesson.solution)
    *_, last = engine.build(build_request(lesson, lesson.solution, lesson.app_folder), Cancel())
    assert isinstance(last, Built)
    assert [one.size for one in prediction.stages] == [stage.size for stage in last.result.stages]
    assert prediction.final.index == last.result.final
    assert prediction.unknown == ""


def test_stages_before_what_is_not_recorded_are_known_and_the_rest_is_not(predicted):
    text = "FROM debian:trixie AS one\nRUN mkdir /x\nFROM one\nRUN wonderous --thing\n"
    prediction = predicted(text)
    assert prediction.stages[0].size
    assert prediction.stages[1].size is None
    assert prediction.unknown in ("line 4 is not recorded", "line 4 would fail")


def test_a_base_that_is_not_recorded_and_a_text_that_does_not_parse_are_told(predicted):
    assert predicted("FROM nowhere.example/none:9\n").unknown == "line 1 is not recorded"
    assert predicted("FROM scratch\nCOPPY a b\n").unknown == "line 2 does not parse"
    assert predicted("# nothing\n").unknown == "there is no FROM yet"


def test_it_can_be_cancelled(lesson, predicted):
    cancel = Cancel()
    cancel.throw()
    assert predicted(lesson.solution, cancel) is None
