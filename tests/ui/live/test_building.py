"""How far a running build is."""

from __future__ import annotations

from tutor.engine.events import StepFailed, StepFinished, StepProgress, StepStarted
from tutor.ui.live.building import LiveBuild
from tutor.ui.live.plan import plan_of

TEXT = """\
FROM golang AS one
RUN a
FROM golang AS two
RUN b
FROM scratch
COPY --from=one /a /a
COPY --from=two /b /b
"""


def after(*told: tuple[float, object]) -> LiveBuild:
    live = LiveBuild.of(plan_of(TEXT))
    for now, event in told:
        live = live.after(event, now)
    return live


def phases(live: LiveBuild) -> list[str]:
    return [live.phase(stage) for stage in live.stages]


def test_stages_that_need_nothing_from_one_another_run_side_by_side():
    live = after((1, StepStarted("a", "RUN a", 0, 2)), (2, StepStarted("b", "RUN b", 1, 4)))
    assert phases(live) == ["running", "running", "waiting"]
    assert [stage.running[0].since for stage in live.stages[:2]] == [1, 2]
    assert live.waits_for(live.stages[2]) == ("one", "two")


def test_a_stage_is_done_when_all_that_runs_or_copies_in_it_is_over():
    live = after((1, StepStarted("a", "RUN a", 0, 2)), (4.5, StepFinished("a", False, 3.5)))
    assert phases(live) == ["done", "waiting", "waiting"]
    assert not live.stages[0].cached
    assert live.stages[0].latest - live.stages[0].began == 3.5
    assert live.waits_for(live.stages[2]) == ("two",)


def test_a_stage_that_has_its_base_and_needs_another_one_waits():
    base = StepStarted("base", "FROM golang", 1, 3), StepFinished("base", True, 0.0)
    text = TEXT.replace("RUN b", "RUN b\nCOPY --from=one /a /a").replace("FROM scratch", "FROM golang")
    live = LiveBuild.of(plan_of(text))
    for event in (*base, StepStarted("a", "RUN a", 0, 2), StepStarted("b", "RUN b", 1, 4)):
        live = live.after(event, 1)
    assert phases(live)[:2] == ["running", "running"]
    live = live.after(StepFinished("b", False, 1.0), 2)
    assert phases(live)[:2] == ["running", "waiting"]
    live = live.after(StepFinished("a", False, 2.0), 3)
    assert phases(live)[:2] == ["done", "running"]


def test_a_stage_all_of_whose_steps_were_hits_is_cached():
    live = after((1, StepStarted("a", "RUN a", 0, 2)), (1, StepFinished("a", True, 0.0)))
    assert live.stages[0].cached


def test_a_step_that_begins_again_after_a_pause_keeps_its_time():
    live = after((1, StepStarted("a", "RUN a", 0, 2)), (3, StepStarted("a", "RUN a", 0, 2)))
    assert live.stages[0].running[0].since == 1


def test_a_failed_step_marks_its_stage_and_its_line():
    live = after((1, StepStarted("a", "RUN a", 0, 2)), (2, StepFailed("a", "exit code: 1")))
    assert phases(live)[0] == "failed"
    assert live.stages[0].failed_line == 2


def test_a_pull_is_told_at_every_stage_that_starts_from_the_image_until_it_is_here():
    pull = StepStarted("pull:golang", "pull golang")
    live = after((1, pull), (2, StepProgress("pull:golang", "downloading aa", 30, 100)))
    assert phases(live) == ["pulling", "pulling", "waiting"]
    found = live.pull_of(live.stages[1])
    assert found is not None
    assert (found.progress.current, found.progress.total) == (30, 100)
    live = live.after(StepFinished("pull:golang", False, 3.0), 4)
    assert phases(live) == ["waiting", "waiting", "waiting"]
