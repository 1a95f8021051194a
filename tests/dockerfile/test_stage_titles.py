from __future__ import annotations

from tutor.dockerfile.stage_titles import stage_title, the_stage, this_stage


def test_a_stage_without_a_name_is_called_as_buildkit_calls_it():
    assert [stage_title(label) for label in ("build", "1")] == ["build", "stage-1"]
    assert [the_stage(label) for label in ("build", "1")] == ["stage build", "stage-1"]
    assert [this_stage(label) for label in ("build", "1")] == ["Stage build", "Stage-1"]
