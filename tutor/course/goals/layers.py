"""Checks of what the layers keep, also where nobody sees it."""

from __future__ import annotations

from typing import ClassVar

from tutor.course.goals.check import Check, Finding, unclear
from tutor.course.goals.evidence import Evidence, Scene
from tutor.course.goals.paths import fitting
from tutor.course.goals.structure import never_built, no_stage
from tutor.course.goals.words import some
from tutor.dockerfile import BaseKind
from tutor.dockerfile.stage_titles import the_stage
from tutor.engine.result import StageImage
from tutor.image.size import human
from tutor.insight.history import StageHistory, Step, histories
from tutor.insight.layering import Hidden
from tutor.insight.read import read_built, workdirs

NO_LINE = "none"


class LayersWithout(Check, frozen=True, tag="layers-without"):
    """No layer that this Dockerfile made in a stage holds a path that fits, not even a hidden one.

    Layers of a stage that it is FROM are in it too. With ``stage = "any"`` all stages are looked at.
    """

    glob: str | tuple[str, ...]
    stage: str = "final"
    facts: ClassVar = ("paths", "line", "stage", "glob")

    def judge(self, evidence: Evidence) -> Finding:
        scene = evidence.scene
        stages = scene.stages(self.stage)
        if not stages:
            return Finding(False, instead=no_stage(self.stage))
        globs = (self.glob,) if isinstance(self.glob, str) else self.glob
        fits = fitting(globs)
        unknown: list[StageImage] = []
        for stage in stages:
            history = _history(scene, stage)
            if not history.complete:
                unknown.append(stage)
            for step in _own(scene, history):
                entries = step.layer.entries if step.layer is not None else ()
                paths = sorted(entry.path for entry in entries if fits(entry.path))
                if paths:
                    facts = {
                        "paths": some(["/" + path for path in paths]),
                        "line": str(step.line),
                        "stage": stage.label,
                        "glob": some(globs),
                    }
                    return Finding(False, facts)
        return _not_listed(unknown[0]) if unknown else Finding(True)


class NothingHidden(Check, frozen=True, tag="nothing-hidden"):
    """The instructions of this Dockerfile hide at most so many bytes that earlier ones of them added.

    Files of the base do not count: nobody here can take them out.
    """

    at_most: int = 0
    stage: str = "final"
    facts: ClassVar = ("hidden", "line", "added_line", "paths", "at_most")

    def judge(self, evidence: Evidence) -> Finding:
        stage = evidence.scene.stage(self.stage)
        if stage is None:
            return Finding(False, instead=no_stage(self.stage))
        history = _history(evidence.scene, stage)
        if not history.complete:
            return _not_listed(stage)
        own = {step.number for step in _own(evidence.scene, history)}
        heap = [one for one in history.layers.hidden if one.owner in own and one.bytes]
        total = sum(one.bytes for one in heap)
        return Finding(total <= self.at_most, self._facts(history, heap, total))

    def _facts(self, history: StageHistory, heap: list[Hidden], total: int) -> dict[str, str]:
        largest = sorted(heap, key=lambda one: -one.bytes)
        lines = [str(history.steps[number].line) for one in largest[:1] for number in (one.step, one.owner)]
        line, added = lines or (NO_LINE, NO_LINE)
        return {
            "hidden": human(total),
            "line": line,
            "added_line": added,
            "paths": some(["/" + one.entry.path for one in largest]),
            "at_most": human(self.at_most),
        }

    def contradiction(self) -> str | None:
        return None if self.at_most >= 0 else "at_most is a number of bytes, so it cannot be negative"


def _history(scene: Scene, stage: StageImage) -> StageHistory:
    dockerfile = read_built(scene.result, scene.dockerfile.text, {})
    return histories(scene.result, dockerfile, workdirs(dockerfile, scene.result))[stage.index]


def _own(scene: Scene, history: StageHistory) -> tuple[Step, ...]:
    """The steps that this Dockerfile made; FROM an image is none."""
    return tuple(
        step
        for step in history.steps
        if step.instruction.keyword != "FROM"
        or scene.dockerfile.stages[step.stage].base.kind is BaseKind.STAGE
    )


def _not_listed(stage: StageImage) -> Finding:
    if not stage.built:
        return Finding(False, instead=never_built(stage))
    return unclear(f"The layers of {the_stage(stage.label)} could not be listed one by one.")
