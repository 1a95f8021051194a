from __future__ import annotations

from tutor.engine.result import BuildResult, StageImage


def test_a_stage_is_found_by_name_number_and_the_title_of_one_without_a_name():
    result = BuildResult("Docker", "BuildKit", (stage(0, "Build"), stage(1, None)), final=1, seconds=0.0)
    for asked in ("build", "0", 0):
        assert result.stage(asked) is result.stages[0]
    for asked in ("stage-1", "1", 1):
        assert result.stage(asked) is result.stages[1]
    assert result.stage("stage-0") is None
    assert result.stage("2") is None


def stage(index: int, name: str | None) -> StageImage:
    return StageImage(index, name, "scratch", True, None, ())
