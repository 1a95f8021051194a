"""What a comparison says of its sides, and in which colours."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.engine.request import BuildRequest
from tutor.ui.comparing.attempts import AttemptFigure
from tutor.ui.comparing.compared import MINUS, Compared, SurfaceFigure, growth_colour
from tutor.ui.comparing.offers import first_pair
from tutor.ui.comparing.side import Opened, Side, Subject
from tutor.ui.widgets.merged_row import SIGN_COLOURS, heading


def test_smaller_is_good_and_larger_a_warning_everywhere():
    assert (growth_colour(-1), growth_colour(1), growth_colour(0)) == ("$success", "$warning", "$muted")
    assert (SIGN_COLOURS["-"], SIGN_COLOURS["+"]) == ("$success", "$warning")


@pytest.mark.parametrize(
    ("left", "right"),
    [("build 7 · build", "build 7"), ("build 7 · build", "build 7 · test"), ("a-long-name", "a-long-game")],
)
def test_two_columns_have_two_names(left, right):
    head = heading(left, right, 80).plain.split()
    assert head[1] != head[2], head


def test_a_change_of_surface_is_told_in_fewer_words_where_there_is_little_room():
    before, after = SurfaceFigure(9, 3, 207, 13, "root", True), SurfaceFigure(1, 0, 0, 0, "65532", False)
    sides = (Opened(Side("stage", "0", "build")), Opened(Side("stage", "1", "final")))
    shortly = Compared(*sides, before, after).surface_change_shortly
    assert [one.replace(MINUS, "-") for one in shortly] == [
        "-3 shells",
        "-207 packages",
        "-13 setuid",
        "root → 65532",
    ]


@pytest.mark.parametrize(("built", "left"), [("FROM debian\n", "start"), ("FROM scratch\n", "attempt")])
def test_the_only_build_stands_beside_the_start_unless_it_is_the_start(built, left):
    start = BuildRequest(dockerfile="FROM scratch\n", context=Path(), name="x")
    only = AttemptFigure(1, 1, 0.0, "built", 10, 0, 1, "Docker", text=built)
    pair = first_pair(Subject("", start=start), (only,), frozenset({1}))
    assert pair is not None
    assert [side.kind for side in pair] == [left, "attempt"]
