"""What a stage's instructions are told to have done, from the steps that a builder names."""

from __future__ import annotations

import pytest

from tutor.dockerfile import parse
from tutor.engine.events import StepFinished, StepStarted
from tutor.engine.moby.assemble import stage_images
from tutor.engine.moby.journal import Journal

TEXT = "FROM busybox\nENV A=b\nRUN one\nLABEL a=b\nCOPY . .\nUSER 1\nFROM busybox\nRUN one\nFROM 0\nCMD x\n"


def cached_lines(steps):
    """The lines that count as cached after steps that were told by their line, with whether they were."""
    dockerfile = parse(TEXT)
    journal = Journal(dockerfile)
    for line, cached in steps.items():
        stage = dockerfile.stage_at(line)
        journal.note(StepStarted(f"step {line}", "", stage.index, line))
        journal.note(StepFinished(f"step {line}", cached, 0.0 if cached else 1.0))
    stages = stage_images(dockerfile, journal, None, ok=True, needed=(0, 1, 2), inspect=lambda _: None)
    return [one.line for stage in stages for one in stage.instructions if one.cached]


@pytest.mark.parametrize(
    ("steps", "cached"),
    [
        ({1: True, 3: True, 5: True, 8: True}, [1, 3, 5, 8]),
        ({1: True, 3: True, 5: False, 8: True}, [1, 3, 8]),
        ({1: False, 3: False, 5: False, 8: False}, []),
    ],
)
def test_what_is_no_step_is_not_cached_whatever_its_neighbours_are(steps, cached):
    assert cached_lines(steps) == cached


def test_a_step_that_another_stage_has_too_counts_as_its_neighbour():
    assert 8 in cached_lines({1: True, 3: True, 5: True, 7: True})


def test_a_builder_that_makes_a_step_of_everything_is_believed():
    assert cached_lines({1: True, 2: True, 3: True, 4: False, 5: False}) == [1, 2, 3, 8]
