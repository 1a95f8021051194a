"""How far a running build is, stage by stage: a fold over its events."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from tutor.ui.live.plan import PlannedStage
from tutor.ui.live.progress import NO_PROGRESS, Progress

if TYPE_CHECKING:
    from tutor.engine.events import BuildEvent, StepId

PULL = "pull "
"""How the step begins that gets a base image."""

Phase = Literal["waiting", "pulling", "running", "done", "failed", "skipped"]


@dataclass(frozen=True, slots=True)
class RunningStep:
    """A step that was begun at ``since`` and is not over; ``line`` is None where it is no instruction's."""

    step: StepId
    text: str
    line: int | None
    since: float
    progress: Progress = NO_PROGRESS


@dataclass(frozen=True, slots=True)
class LiveStage:
    """A stage of a running build; moments are of the clock that ``LiveBuild.after`` is told.

    ``lines`` are those of the instructions that are over, with whether each came from the cache.
    """

    planned: PlannedStage
    began: float | None = None
    latest: float = 0.0
    running: tuple[RunningStep, ...] = ()
    lines: Mapping[int, bool] = field(default_factory=lambda: MappingProxyType({}))
    failed_line: int | None = None

    @property
    def steps_done(self) -> int:
        """How many of its planned lines are over."""
        return sum(line in self.lines for line in self.planned.lines)

    @property
    def cached(self) -> bool:
        """Whether everything that ran or copied so far came from the cache."""
        hits = [hit for line, hit in self.lines.items() if line in self.planned.lines]
        return bool(hits) and all(hits)


@dataclass(frozen=True, slots=True)
class LiveBuild:
    """The stages in file order and the images that are being pulled."""

    stages: tuple[LiveStage, ...]
    pulls: tuple[RunningStep, ...] = ()
    asides: tuple[RunningStep, ...] = ()
    """Steps that stand for no instruction, such as the context that is sent."""

    @classmethod
    def of(cls, plan: tuple[PlannedStage, ...]) -> LiveBuild:
        """A build of which nothing is done yet."""
        return cls(tuple(LiveStage(one) for one in plan))

    def after(self, event: BuildEvent, now: float) -> LiveBuild:
        """The build when ``event`` has happened at ``now`` (seconds); the same object where it tells nothing
        of stages.
        """
        from tutor.engine.events import StepFailed, StepFinished, StepProgress, StepStarted

        match event:
            case StepStarted(step=step, text=text, stage=stage, line=line):
                return self._begun(RunningStep(step, text, line, now), stage, now)
            case StepProgress(step=step, part=part, current=current, total=total):
                return self._each(
                    step, lambda one: replace(one, progress=one.progress.after(part, current, total))
                )
            case StepFinished(step=step, cached=cached):
                return self._over(step, now, cached=cached)
            case StepFailed(step=step):
                return self._over(step, now, failed=True)
            case _:
                return self

    def phase(self, stage: LiveStage) -> Phase:
        """What a stage does now."""
        if stage.planned.skipped is not None:
            return "skipped"
        if stage.failed_line is not None:
            return "failed"
        if stage.running:
            return "running"
        if self.pull_of(stage) is not None:
            return "pulling"
        if self.is_done(stage):
            return "done"
        return "waiting" if stage.began is None or self.waits_for(stage) else "running"

    @staticmethod
    def is_done(stage: LiveStage) -> bool:
        """Whether everything that runs or copies in it is over."""
        over = stage.steps_done == len(stage.planned.lines)
        return over and bool(stage.lines) and not stage.running and stage.failed_line is None

    def pull_of(self, stage: LiveStage) -> RunningStep | None:
        """The pull of the image that a stage starts from, or takes from."""
        images = {take.name for take in stage.planned.takes if take.source is None}
        return next((pull for pull in self.pulls if pull.text.removeprefix(PULL) in images), None)

    def waits_for(self, stage: LiveStage) -> tuple[str, ...]:
        """The labels of the stages that it needs and that are not done."""
        return tuple(
            self.stages[index].planned.label
            for index in stage.planned.needs
            if not self.is_done(self.stages[index])
        )

    def _begun(self, step: RunningStep, stage: int | None, now: float) -> LiveBuild:
        if stage is None or not 0 <= stage < len(self.stages):
            if step.text.startswith(PULL):
                return replace(self, pulls=(*(one for one in self.pulls if one.step != step.step), step))
            return replace(self, asides=(*(one for one in self.asides if one.step != step.step), step))
        live = self.stages[stage]
        known = next((one for one in live.running if one.step == step.step), step)
        others = tuple(one for one in live.running if one.step != step.step)
        began = now if live.began is None else live.began
        return self._with(stage, replace(live, began=began, latest=now, running=(*others, known)))

    def _over(self, step: StepId, now: float, *, cached: bool = False, failed: bool = False) -> LiveBuild:
        for live in self.stages:
            one = next((one for one in live.running if one.step == step), None)
            if one is None:
                continue
            left = tuple(other for other in live.running if other is not one)
            after = replace(live, running=left, latest=now)
            if failed:
                after = replace(after, failed_line=one.line)
            elif one.line is not None:
                after = replace(after, lines=MappingProxyType({**live.lines, one.line: cached}))
            return self._with(live.planned.index, after)
        return replace(
            self,
            pulls=tuple(one for one in self.pulls if one.step != step),
            asides=tuple(one for one in self.asides if one.step != step),
        )

    def _each(self, step: StepId, change: Callable[[RunningStep], RunningStep]) -> LiveBuild:
        def changed(steps: tuple[RunningStep, ...]) -> tuple[RunningStep, ...]:
            return tuple(change(one) if one.step == step else one for one in steps)

        return LiveBuild(
            tuple(replace(one, running=changed(one.running)) for one in self.stages),
            changed(self.pulls),
            changed(self.asides),
        )

    def _with(self, index: int, stage: LiveStage) -> LiveBuild:
        return replace(self, stages=(*self.stages[:index], stage, *self.stages[index + 1 :]))
