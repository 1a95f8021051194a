from __future__ import annotations

from dataclasses import replace

from tutor.dockerfile.blocks import blocks_of
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


def test_what_buildkit_counts_before_an_instruction_is_no_part_of_it(two_stages: str):
    steps = LiveSteps({5: StepState("[build 3/6] COPY . .", "running")})
    assert margin_of(two_stages, steps=steps).figures[5].keyword == "COPY"


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


def failed_at(line: int, result: BuildResult) -> BuildResult:
    """The same build, broken at a line of the first stage: nothing measured, later stages not reached."""
    first = tuple(
        replace(one, adds=None, hides=None, reached=one.line < line) for one in result.stages[0].instructions
    )
    later = tuple(
        replace(
            stage,
            built=False,
            skipped_because="the build failed before it",
            instructions=tuple(replace(one, reached=False, adds=None) for one in stage.instructions),
        )
        for stage in result.stages[1:]
    )
    stages = (replace(result.stages[0], built=False, instructions=first), *later)
    return replace(result, stages=stages, failure=BuildFailure("exit code: 1", line=line, stage=0))


def test_a_build_that_failed_leaves_the_sizes_of_the_build_before(two_stages: str, result: BuildResult):
    changed = two_stages.replace("go build", "go biuld")
    margin = margin_of(changed, failed_at(11, result), before=margin_of(two_stages, result))
    sizes = {line: figures.adds for line, figures in margin.figures.items() if figures.adds}
    assert sizes == {3: 845_000_000, 5: 2_100, 6: 31_000_000, 20: 2_400_000}
    assert margin.figures[6].earlier
    assert margin.figures[11].mark is Mark.FAILED
    assert margin.figures[11].adds is None


def test_text_that_is_again_as_it_was_built_has_the_figures_of_that_build(
    two_stages: str, result: BuildResult
):
    built = margin_of(two_stages, result)
    margin = built
    for word in ("go biuld", "go bild"):
        changed = two_stages.replace("go build", word).replace("COPY . .", "COPY cmd .")
        margin = margin_of(changed, steps=NO_STEPS, before=margin)
        margin = margin_of(changed, failed_at(11, result), before=margin)
    undone = margin.anchor().place(blocks_of(two_stages.splitlines()))
    for line, figures in built.figures.items():
        assert undone[line].adds == figures.adds
        assert undone[line].mark in (Mark.NONE, Mark.CACHED)
    assert undone[11].earlier
    assert margin.largest == built.largest


def test_a_build_that_succeeds_forgets_the_one_before(two_stages: str, result: BuildResult):
    failed = margin_of(two_stages, failed_at(11, result), before=margin_of(two_stages, result))
    assert failed.past is not None
    assert margin_of(two_stages, result, before=failed).past is None


def test_no_build_means_no_figures(two_stages: str):
    assert not margin_of(two_stages, None, NO_STEPS).figures
