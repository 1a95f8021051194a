"""The stages of a running build, as boxes: what each does now, for how long, and what it waits for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from textwrap import wrap
from typing import TYPE_CHECKING

from textual.content import Content

from tutor.dockerfile.stage_titles import stage_title
from tutor.ui import amounts, signs
from tutor.ui.widgets.rows import spread
from tutor.ui.widgets.stage_boxes import Frame, StageBox
from tutor.ui.widgets.stage_edges import Edge

if TYPE_CHECKING:
    from tutor.ui.live.building import LiveBuild, LiveStage, Phase, RunningStep
    from tutor.ui.live.plan import PlannedStage

_COUNT = re.compile(r"^\[[^\]]*\] ")

_LOOKS: dict[Phase, tuple[Frame, str]] = {
    "waiting": ("dashed", "$muted"),
    "pulling": ("light", "$accent"),
    "running": ("light", "$accent"),
    "done": ("light", "$primary"),
    "failed": ("light", "$error"),
    "skipped": ("dashed", "$muted"),
}


def live_boxes(live: LiveBuild, now: float) -> tuple[StageBox, ...]:
    """A box for every stage at the moment ``now`` of the clock that the build was told by."""
    return tuple(_box(stage, live, now) for stage in live.stages)


def _box(stage: LiveStage, live: LiveBuild, now: float) -> StageBox:
    phase = live.phase(stage)
    frame, colour = _LOOKS[phase]
    if stage.planned.final and frame == "light":
        frame = "heavy"
    return StageBox(
        stage.planned.index,
        [Edge(take.source, take.name, take.how, take.line) for take in stage.planned.takes],
        partial(_inside, stage, live, phase, now),
        frame,
        colour,
        "will ship" if stage.planned.final else "",
    )


def _inside(stage: LiveStage, live: LiveBuild, phase: Phase, now: float, width: int) -> Iterator[Content]:
    name = Content.styled(stage_label(stage.planned), "bold")
    colour = _LOOKS[phase][1]
    yield spread(name, Content.styled(_state(stage, phase, now), colour), width)
    match phase:
        case "skipped":
            for line in wrap(stage.planned.skipped or "", width)[:2]:
                yield Content.styled(line, "$muted")
        case "pulling":
            pull = live.pull_of(stage)
            if pull is not None:
                yield from progress_lines(pull, width)
        case "running":
            for step in stage.running:
                yield from _running(step, now, width)
        case "failed":
            yield Content.styled(f"line {stage.failed_line}", "$muted")
        case "waiting":
            waiting = live.waits_for(stage)
            told = "waits for " + " and ".join(waiting) if waiting else "begins soon"
            yield Content.styled(told, "$muted").truncate(width, ellipsis=True)
        case "done":
            steps = amounts.count(len(stage.lines), "step")
            yield Content.styled(steps, "$muted").truncate(width, ellipsis=True)


def stage_label(planned: PlannedStage) -> str:
    """``build``, or ``stage-1`` where it has no name."""
    return stage_title(planned.label)


def _state(stage: LiveStage, phase: Phase, now: float) -> str:
    took = stage.latest - (stage.began or 0.0)
    match phase:
        case "waiting":
            return f"{signs.OPEN} waiting"
        case "pulling":
            return f"{signs.RUNNING} pulling"
        case "running":
            elapsed = amounts.elapsed(now - (stage.began or now))
            total = len(stage.planned.lines)
            return f"{signs.RUNNING} {stage.steps_done}/{total} {signs.DOT} {elapsed}"
        case "done":
            return f"{signs.CACHED} cached" if stage.cached else f"{signs.DONE} {amounts.seconds(took)}"
        case "failed":
            return f"{signs.FAILED} failed"
        case "skipped":
            return f"{signs.SKIPPED} skipped"


def _running(step: RunningStep, now: float, width: int) -> Iterator[Content]:
    text = _COUNT.sub("", " ".join(step.text.split()))
    line = f"{step.line} " if step.line is not None else ""
    elapsed = Content.styled(amounts.elapsed(now - step.since), "$muted")
    yield spread(Content.assemble((line, "$muted"), text), elapsed, width)
    if step.progress.total:
        yield from progress_lines(step, width)


def progress_lines(step: RunningStep, width: int) -> Iterator[Content]:
    """A bar, and bytes of bytes with how many layers are there; without bytes what is being asked for."""
    progress = step.progress
    if not progress.total:
        yield Content.styled("asking the registry", "$muted").truncate(width, ellipsis=True)
        return
    share = amounts.share(progress.current, progress.total)
    bar = amounts.bar(progress.current / progress.total, width - len(share) - 1)
    yield Content.assemble(
        (bar, "$accent"), ("─" * (width - len(share) - 1 - len(bar)), "$border-blurred"), " ", share
    )
    yield Content.styled(progress_words(step), "$muted").truncate(width, ellipsis=True)


def progress_words(step: RunningStep) -> str:
    """``31 MB of 284 MB · 1 of 7 layers``."""
    progress = step.progress
    done, known = progress.layers
    what = "unpacked " if progress.extracting else ""
    told = f"{what}{amounts.size(progress.current)} of {amounts.size(progress.total)}"
    return f"{told} {signs.DOT} {done} of {amounts.count(known, 'layer')}" if known > 1 else told
