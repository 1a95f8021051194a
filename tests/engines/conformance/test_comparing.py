"""What counts as a difference between two failures."""

from __future__ import annotations

import pytest

from tests.engines.conformance.comparing import _failures
from tutor.engine.causes import Cause
from tutor.engine.result import BuildFailure

HOLDS_NOTHING = "The build context holds nothing at {}."
LEFT_OUT = "{} did not reach the builder: a line of .dockerignore leaves it out of the build context."


def failure(key: str, meaning: str) -> BuildFailure:
    return BuildFailure(message="not found", cause=Cause(key, "", meaning, "", 3))


@pytest.mark.parametrize(("other", "differences"), [("a.txt", 1), ("dir/up", 0)])
def test_two_causes_for_one_source_differ_and_for_two_sources_do_not(other, differences):
    real, ours = failure("E2", HOLDS_NOTHING.format(other)), failure("E16", LEFT_OUT.format("a.txt"))
    assert len(list(_failures(real, ours))) == differences


def test_a_cause_about_something_else_differs():
    real, ours = failure("E2", HOLDS_NOTHING.format("a.txt")), failure("E7", "There is no shell.")
    assert len(list(_failures(real, ours))) == 1
