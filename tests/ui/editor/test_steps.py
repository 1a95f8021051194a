from __future__ import annotations

from tutor.engine.events import Cancelled, StepFailed, StepFinished, StepOutput, StepStarted
from tutor.ui.editor import NO_STEPS, StepState


def test_a_step_runs_then_finishes_at_its_line():
    running = NO_STEPS.after(StepStarted("a", "RUN make", stage=0, line=4))
    assert running.by_line[4] == StepState("RUN make", "running")
    assert running.after(StepFinished("a", cached=False, seconds=2.5)).by_line[4] == StepState(
        "RUN make", "finished", False, 2.5
    )


def test_a_failed_step_is_failed():
    steps = NO_STEPS.after(StepStarted("a", "RUN make", stage=0, line=4)).after(
        StepFailed("a", "exit code: 2")
    )
    assert steps.by_line[4].phase == "failed"


def test_steps_that_stand_for_no_instruction_change_nothing():
    steps = NO_STEPS.after(StepStarted("ctx", "load build context"))
    assert steps is NO_STEPS
    assert steps.after(StepFinished("ctx", cached=False, seconds=1.0)) is NO_STEPS
    assert steps.after(StepOutput("ctx", "stdout", b"x")) is NO_STEPS


def test_when_a_build_is_cancelled_nothing_is_left_running():
    steps = NO_STEPS.after(StepStarted("a", "RUN make", stage=0, line=4))
    done = steps.after(StepStarted("b", "RUN x", stage=0, line=5)).after(
        StepFinished("b", cached=True, seconds=0.0)
    )
    assert list(done.after(Cancelled()).by_line) == [5]
    assert done.by_line[4].phase == "running", "an earlier value must not change"
