"""Checks that build once more, with something changed: what is reused, and what stops the build."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import ClassVar

from tutor.course.goals.behaviour import quoted
from tutor.course.goals.check import Check, Finding, unclear
from tutor.course.goals.edits import BuildNeed, Edit, Rebuilt
from tutor.course.goals.evidence import Evidence, Missing, Need, Scene
from tutor.course.goals.paths import fitting
from tutor.engine.result import BuiltInstruction, StageImage

AGAIN = "The build was not made again."


class CachedAfterEdit(Check, frozen=True, tag="cached-after-edit"):
    """After edits of the build context the step that made what fits ``made`` is taken from the cache.

    Steps of all stages are looked at: those that a RUN made, and only without such all others. Every one of
    them has to be a cache hit.
    """

    edits: tuple[Edit, ...]
    made: str | tuple[str, ...]
    facts: ClassVar = ("line", "step", "because")

    @property
    def need(self) -> BuildNeed:
        return BuildNeed(self.edits, fresh=True)

    def needs(self, scene: Scene) -> tuple[Need, ...]:
        return (self.need,)

    def judge(self, evidence: Evidence) -> Finding:
        if any(stage.built and stage.files is None for stage in evidence.scene.result.stages):
            return unclear("The layers could not be listed one by one, so nobody knows what made which file.")
        makers = list(_makers(evidence.scene, (self.made,) if isinstance(self.made, str) else self.made))
        if not makers:
            return Finding(False, {"line": "none", "step": "none", "because": "no step makes such a file"})
        again = evidence.builds.get(self.need, Missing(AGAIN))
        if isinstance(again, Missing):
            return unclear(again.reason)
        facts = {}
        for stage, one in makers:
            state = again.lines.get(one.line)
            if state is None or (state != "cached" and not _went_before(stage, one, again)):
                return unclear(again.ended())
            facts = {"line": str(one.line), "step": _short(one.text), "because": _because(stage, one, again)}
            if state != "cached":
                return Finding(False, facts)
        return Finding(True, facts)

    def contradiction(self) -> str | None:
        return _of_edits(self.edits) or (None if self.edits else "an edit is wanted: edits = [{ file = … }]")


class BreaksTheBuild(Check, frozen=True, tag="breaks-the-build"):
    """With the edits the build fails, and the step that fails wrote ``says``."""

    edits: tuple[Edit, ...]
    says: str
    target: str | None = None
    facts: ClassVar = ("happened", "expected")

    @property
    def need(self) -> BuildNeed:
        return BuildNeed(self.edits, self.target)

    def needs(self, scene: Scene) -> tuple[Need, ...]:
        return (self.need,)

    def judge(self, evidence: Evidence) -> Finding:
        again = evidence.builds.get(self.need, Missing(AGAIN))
        if isinstance(again, Missing):
            return unclear(again.reason)
        if again.unrecorded is not None:
            return unclear(again.ended())
        facts = {"expected": f"“{self.says}”", "happened": "the build ended well all the same"}
        if again.failure is None:
            return Finding(False, facts)
        where = f" at line {again.failure.line}" if again.failure.line is not None else ""
        wrote = again.wrote.strip() or again.failure.message
        facts["happened"] = f"the build failed{where}, where this was written: {quoted(wrote)}"
        return Finding(self.says in again.wrote, facts)

    def contradiction(self) -> str | None:
        if not self.says or not self.edits:
            return "a build is broken by edits, and tells something: edits = […], says = …"
        return _of_edits(self.edits)


class TargetBuilds(Check, frozen=True, tag="target-builds"):
    """A build up to the stage ``target`` ends well."""

    target: str
    facts: ClassVar = ("happened", "target")

    @property
    def need(self) -> BuildNeed:
        return BuildNeed((), self.target)

    def needs(self, scene: Scene) -> tuple[Need, ...]:
        return (self.need,) if scene.dockerfile.stage(self.target) is not None else ()

    def judge(self, evidence: Evidence) -> Finding:
        facts = {"target": self.target, "happened": f"no stage is called {self.target}"}
        if evidence.scene.dockerfile.stage(self.target) is None:
            return Finding(False, facts)
        again = evidence.builds.get(self.need, Missing(AGAIN))
        if isinstance(again, Missing):
            return unclear(again.reason)
        if again.unrecorded is not None:
            return unclear(again.ended())
        facts["happened"] = "it ended well" if again.failure is None else again.ended()
        return Finding(again.failure is None, facts)


def _makers(scene: Scene, globs: tuple[str, ...]) -> Iterator[tuple[StageImage, BuiltInstruction]]:
    fits = fitting(globs)
    found = [
        (stage, one)
        for stage in scene.result.stages
        for one in stage.instructions
        if one.keyword != "FROM" and one.layer is not None and any(fits(e.path) for e in one.layer.entries)
    ]
    runs = [(stage, one) for stage, one in found if one.keyword == "RUN"]
    yield from runs or found


def _went_before(stage: StageImage, one: BuiltInstruction, again: Rebuilt) -> bool:
    """Whether the build got as far as the step, or past what made it run anew."""
    return again.lines.get(one.line) in ("ran", "failed") or _first_ran(stage, one, again) is not None


def _first_ran(stage: StageImage, one: BuiltInstruction, again: Rebuilt) -> BuiltInstruction | None:
    """The first instruction of the stage that was not reused; a FROM is looked up anew and tells nothing."""
    for other in stage.instructions[1:]:
        if other.line < one.line and again.lines.get(other.line) in ("ran", "failed"):
            return other
    return None


def _because(stage: StageImage, one: BuiltInstruction, again: Rebuilt) -> str:
    if again.lines.get(one.line) == "cached":
        return "it was taken from the cache"
    first = _first_ran(stage, one, again)
    if first is None:
        return "what it works on had changed"
    return f"line {first.line}, “{_short(first.text)}”, before it had changed"


def _short(text: str) -> str:
    line = re.sub(r"\s*\\?\n\s*", " ", text).strip()
    return line if len(line) <= 60 else f"{line[:59]}…"


def _of_edits(edits: tuple[Edit, ...]) -> str | None:
    for edit in edits:
        path = PurePosixPath(edit.file)
        if path.is_absolute() or ".." in path.parts or "\\" in edit.file or edit.file in ("", "Dockerfile"):
            return f"{edit.file!r} is no file of the build context that may be edited"
        if (edit.append is None) == (edit.write is None):
            return f"an edit of {edit.file} either appends or writes"
    return None
