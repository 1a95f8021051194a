"""What is told on stderr while a lesson is judged."""

from __future__ import annotations

from tutor.cli.narrate import narrated
from tutor.course import GoalRun


def test_a_build_that_is_made_again_is_told_when_it_begins(capsys):
    events = [GoalRun("Gate: built again", None), GoalRun("Gate: built again", 2.0)]
    assert list(narrated(events, quiet=False)) == events
    assert capsys.readouterr().err == "goal: Gate: built again\n"
    list(narrated(events, quiet=True))
    assert capsys.readouterr().err == ""
