"""What a learner's builds are called where they are compared."""

from __future__ import annotations

import time
from dataclasses import replace

from tutor.ui.comparing.attempts import AttemptFigure

AT = time.mktime((2026, 11, 28, 14, 2, 0, 0, 0, -1))
ONE = AttemptFigure(1, 7, AT, "built", 900, 1, 5, "docker", ((0, "build", 900), (1, "stage-1", 2)), final=1)


def test_a_build_is_called_by_its_number_and_its_day():
    assert ONE.side.label == "build 1, 28 Nov"
    assert ONE.side.about == "28 Nov 14:02 · 1 of 5 goals"


def test_a_build_of_today_is_called_by_its_time():
    today = replace(ONE, today=True)
    assert today.side.label == "build 1, 14:02"
    assert today.side.short == "build 1"
    assert today.side.about == "1 of 5 goals", "its time is in its name"


def test_another_stage_of_it_has_its_own_name():
    assert [side.label for side in ONE.stage_sides] == ["build 1 · build"]
