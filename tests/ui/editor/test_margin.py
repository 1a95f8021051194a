from __future__ import annotations

from dataclasses import replace

from tutor.engine.result import BuildFailure, BuildResult
from tutor.ui.editor import NO_STEPS, Mark, StepState, margin_of
from tutor.ui.editor.steps import LiveSteps


def test_a_build_gives_each_instruction_its_figures(two_stages: str, result: BuildResult):
    margin = margin_of(two_stages, result)
    assert margin.largest == 845_000_000
    assert (margin.figures[6].adds, margin.figures[6].hides, margin.figures[6].seconds) == (
        31_000_000,
        2_000_000,
        4.2,
    )
    assert margin.figures[4].mark is Mark.CACHED


def test_only_the_layers_of_the_final_image_ship(two_stages: str, result: BuildResult):
    margin = margin_of(two_stages, result)
    assert margin.figures[20].ships
    assert not margin.figures[3].ships


def test_a_stage_that_the_final_one_starts_from_ships_too(two_stages: str, result: BuildResult):
    final = replace(result.stages[2], base="BUILD")
    margin = margin_of(two_stages, replace(result, stages=(*result.stages[:2], final)))
    assert margin.figures[3].ships
    assert margin.figures[20].ships


def test_a_skipped_stage_says_why_and_has_no_sizes(two_stages: str, result: BuildResult):
    figures = margin_of(two_stages, result).figures[13]
    assert figures.skipped == "no later stage needs it"
    assert figures.adds is None


def test_a_failure_marks_the_instruction_even_when_it_names_a_later_line(
    two_stages: str, result: BuildResult
):
    failed = replace(result, failure=BuildFailure("exit code: 1", line=8, stage=0))
    assert margin_of(two_stages, failed).figures[6].mark is Mark.FAILED


def test_a_running_build_shows_its_steps(two_stages: str):
    steps = LiveSteps({3: StepState("FROM golang", "finished", True), 5: StepState("COPY . .", "running")})
    margin = margin_of(two_stages, steps=steps)
    assert margin.figures[3].mark is Mark.CACHED
    assert margin.figures[5].mark is Mark.RUNNING
    assert margin.figures[5].keyword == "COPY"


def test_while_a_build_runs_the_figures_of_the_one_before_stay_as_such(two_stages: str, result: BuildResult):
    before = margin_of(two_stages, result)
    changed = "# one more line\n" + two_stages.replace("COPY . .", "COPY ./cmd .")
    steps = LiveSteps({7: StepState("RUN apt-get", "finished", False, 5.0)})
    margin = margin_of(changed, steps=steps, before=before)
    assert (margin.figures[4].adds, margin.figures[4].earlier) == (845_000_000, True)
    assert (margin.figures[7].adds, margin.figures[7].seconds, margin.figures[7].earlier) == (
        31_000_000,
        5.0,
        True,
    )
    assert 6 not in margin.figures


def test_the_result_replaces_what_the_build_before_left(two_stages: str, result: BuildResult):
    before = margin_of(two_stages, result)
    margin = margin_of(two_stages, result, before=before)
    assert margin == before


def test_no_build_means_no_figures(two_stages: str):
    assert not margin_of(two_stages, None, NO_STEPS).figures
