"""What the stages would weigh, beside what was measured."""

from __future__ import annotations

from tutor.engine.embedded.predicting import PredictedStage, Prediction
from tutor.ui.figures import BuildFigures, StageFigure
from tutor.ui.live.ghosts import what_if


def measured(index: int, label: str, size: int, *, final: bool = False) -> StageFigure:
    return StageFigure(index, label, "base", True, None, size, final, None, ())


def built(*stages: StageFigure) -> BuildFigures:
    return BuildFigures(stages, "Docker", "BuildKit", 1.0)


BUILT = built(measured(0, "build", 900_000_000), measured(1, "stage-1", 40_000_000, final=True))


def predicted(*stages: PredictedStage, unknown: str = "") -> Prediction:
    return Prediction(stages, unknown)


def test_a_first_stage_that_gets_a_second_below_it_stays_itself_and_what_ships_is_compared():
    fat = built(measured(0, "stage-0", 900_000_000, final=True))
    found = what_if(
        predicted(
            PredictedStage(0, "build", 900_000_000, base="base"),
            PredictedStage(1, None, 2_000_000, final=True, base="scratch"),
        ),
        fat,
    )
    assert [(ghost.measured, ghost.change) for ghost in found.ghosts] == [(0, 0), (None, None)]
    assert found.told == "If built: ships 2.0 MB, 898 MB less"


def test_a_change_is_told_short_where_there_is_little_room():
    found = what_if(predicted(PredictedStage(0, None, 30_000_000, final=True)), BUILT)
    assert found.ghosts[0].told_short == "30.0 MB, -10.0 MB"


def test_a_stage_is_compared_with_the_one_of_its_name_and_the_final_one_with_the_final_one():
    found = what_if(
        predicted(
            PredictedStage(0, "build", 950_000_000),
            PredictedStage(1, None, 5_000_000),
            PredictedStage(2, None, 30_000_000, final=True),
        ),
        BUILT,
    )
    assert [(ghost.measured, ghost.change) for ghost in found.ghosts] == [
        (0, 50_000_000),
        (None, None),
        (1, -10_000_000),
    ]
    assert found.told == "If built: ships 30.0 MB, 10.0 MB less"


def test_what_is_not_known_is_said_plainly_and_without_a_figure():
    found = what_if(
        predicted(PredictedStage(0, None, None, final=True), unknown="line 2 is not recorded"), BUILT
    )
    assert found.ghosts[0].size is None
    assert found.told == "If built: not known, line 2 is not recorded"


def test_on_a_live_engine_it_is_labelled_and_compared_only_with_a_prediction():
    prediction = predicted(PredictedStage(0, None, 35_000_000, final=True))
    alone = what_if(prediction, BUILT, borrowed=True)
    assert alone.ghosts[0].change is None
    before = predicted(PredictedStage(0, "build", 1), PredictedStage(1, None, 36_000_000, final=True))
    beside = what_if(prediction, BUILT, borrowed=True, of_built=before)
    assert beside.ghosts[0].change == -1_000_000
    assert beside.told.startswith("If built (embedded): ")


def test_before_the_first_build_there_is_nothing_to_differ_from():
    found = what_if(predicted(PredictedStage(0, None, 7, final=True)), None)
    assert found.told == "If built: ships 7 B"
