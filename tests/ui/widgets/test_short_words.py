"""Words in little room say what they mean."""

from __future__ import annotations

import pytest

from tutor.course.finished import FinalSurface, FinishedBuild
from tutor.course.improvement import Improvement
from tutor.insight.explanation import Crossing
from tutor.ui.widgets.build_log import STEP_COUNT
from tutor.ui.widgets.bytes_pane import what_crossed
from tutor.ui.widgets.golf_table import _rebuild


def build(*, root: bool) -> FinishedBuild:
    engine, seconds, size = "Embedded engine 0.1.0", 77.0, 4_900_000
    surface = FinalSurface(0, 0, 0, root)
    return FinishedBuild(
        id=1, number=8, lesson="no-shell-no-root", app="go-notes", started_at=0.0, dockerfile="",
        engine=engine, recorded=True, final_bytes=size, stages=2, seconds=seconds, ran_anew=3,
        surface=surface, green=frozenset(), passed=True,
    )  # fmt: skip


def test_who_runs_the_image_is_told_in_words():
    found = Improvement(build(root=True), build(root=False), 1)
    assert found.user == "ran as root, now runs as a user other than root"


@pytest.mark.parametrize("width", [76, 90, 120])
def test_a_quickest_rebuild_has_its_time(width):
    line = _rebuild(build(root=True), width)
    assert line.cell_length <= width
    assert ":" in line.plain.rpartition("@8")[2]


def test_a_folder_is_no_zero_files():
    assert what_crossed(Crossing(8, "COPY", 1, 0, "build", 0, 0, ())) == "folders only"


def test_a_builders_own_count_of_steps_is_left_out():
    assert STEP_COUNT.sub("", "[4/4] RUN go build") == "RUN go build"
