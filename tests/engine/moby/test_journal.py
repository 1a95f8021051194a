"""What was carried out, by what a build told of its steps."""

from __future__ import annotations

import pytest

from tutor.dockerfile import parse
from tutor.engine import StepFailed, StepFinished, StepStarted
from tutor.engine.moby.journal import STOPPED_BY_ANOTHER, Journal

TEXT = "FROM busybox\nRUN make\nCOPY not-there /\n"


@pytest.mark.parametrize(
    ("message", "reached"),
    [(STOPPED_BY_ANOTHER, 2), ("no space left on device", 0)],
    ids=["stopped", "failed"],
)
def test_a_base_is_there_where_another_step_stopped_its_unpacking(message, reached):
    journal = Journal(parse(TEXT))
    for line in (1, 2, 3):
        journal.note(StepStarted(str(line), "", 0, line))
    journal.note(StepFailed("1", message))
    journal.note(StepFinished("2", cached=True, seconds=0.0))
    journal.note(StepFailed("3", "not found"))
    assert journal.reached(0, ok=False) == reached


def test_a_step_that_was_stopped_is_not_reached():
    journal = Journal(parse(TEXT))
    for line in (1, 2):
        journal.note(StepStarted(str(line), "", 0, line))
    journal.note(StepFinished("1", cached=False, seconds=1.0))
    journal.note(StepFailed("2", STOPPED_BY_ANOTHER))
    assert journal.reached(0, ok=False) == 1
