"""Checks of how an image is put together: stages, bases, start command, user."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import ClassVar

import msgspec

from tutor.course.goals.check import Check, Finding, unclear
from tutor.course.goals.evidence import Evidence
from tutor.course.goals.start import shell_form
from tutor.course.goals.words import count, some
from tutor.dockerfile import Base, BaseKind, Dockerfile, graph_of
from tutor.dockerfile.misquoted import why_no_json
from tutor.dockerfile.stage_titles import the_stage, this_stage
from tutor.engine.result import StageImage
from tutor.image import FileTree, surface_of
from tutor.image.surface import PASSWD


class Stages(Check, frozen=True, tag="stages"):
    """So many stages take part in the final image; a stage that nothing depends on does not count."""

    at_least: int = 1
    at_most: int | None = None
    facts: ClassVar = ("stages", "used", "unused", "at_least", "at_most")

    def judge(self, evidence: Evidence) -> Finding:
        dockerfile = evidence.scene.dockerfile
        used = graph_of(dockerfile).needed_for(evidence.scene.result.final)
        unused = [stage.label for stage in dockerfile.stages if stage.index not in used]
        stages = count(len(dockerfile.stages), "stage")
        if unused:
            stages += f", of which the image uses only {len(used)}"
        facts = {
            "stages": stages,
            "used": count(len(used), "stage"),
            "unused": some(unused),
            "at_least": count(self.at_least, "stage"),
            "at_most": "any number of stages" if self.at_most is None else count(self.at_most, "stage"),
        }
        enough = len(used) >= self.at_least
        return Finding(enough and (self.at_most is None or len(used) <= self.at_most), facts)

    def contradiction(self) -> str | None:
        if self.at_least < 1 or (self.at_most is not None and self.at_most < self.at_least):
            return "at_least must be 1 or more, and at_most no less than at_least"
        return None


class BaseIs(Check, frozen=True, tag="base"):
    """A stage starts from scratch, from an image that matches a pattern, or from a pinned version.

    A FROM that names an earlier stage counts as that stage's base. Patterns are those of ``fnmatch`` over the
    name without ``docker.io/library/``, with variables expanded; a name without a tag also matches as
    ``NAME:latest``.
    """

    stage: str = "final"
    is_: str | tuple[str, ...] = msgspec.field(default=(), name="is")
    pinned: bool = False
    facts: ClassVar = ("base", "stage", "expected")

    def judge(self, evidence: Evidence) -> Finding:
        scene = evidence.scene
        stage = scene.stage(self.stage)
        if stage is None:
            return Finding(False, instead=no_stage(self.stage))
        base = origin(scene.dockerfile, stage.index)
        name = familiar(base.name)
        patterns = (self.is_,) if isinstance(self.is_, str) else self.is_
        facts = {
            "base": name or base.written,
            "stage": stage.label,
            "expected": some(patterns) if patterns else "a pinned version",
        }
        if base.kind is BaseKind.UNKNOWN:
            return Finding(False, facts)
        matches = not patterns or any(fits(base, name, pattern) for pattern in patterns)
        return Finding(matches and (not self.pinned or is_pinned(base, name)), facts)

    def contradiction(self) -> str | None:
        return (
            None if self.is_ or self.pinned else "a base check says what it wants: is = …, or pinned = true"
        )


class ExecForm(Check, frozen=True, tag="exec-form"):
    """A stage's start command needs no shell."""

    stage: str = "final"
    facts: ClassVar = ("command", "stage")

    def judge(self, evidence: Evidence) -> Finding:
        stage = evidence.scene.stage(self.stage)
        if stage is None:
            return Finding(False, instead=no_stage(self.stage))
        if stage.config is None:
            return unsaid(stage, f"how {the_stage(stage.label)} starts")
        command = (*(stage.config.entrypoint or ()), *(stage.config.cmd or ()))
        facts = {"command": " ".join(command) or "nothing", "stage": stage.label}
        if not command:
            return Finding(
                False, facts, instead="The image has no ENTRYPOINT and no CMD, so nothing would start."
            )
        if shell_form(stage.config) is None:
            return Finding(True, facts)
        return Finding(False, facts, instead=_misquoted(evidence.scene.dockerfile, stage.index))


class NonRoot(Check, frozen=True, tag="nonroot"):
    """A stage's processes do not run as root, but as user ``uid`` where that is given."""

    stage: str = "final"
    uid: int | None = None
    facts: ClassVar = ("user", "stage")

    def judge(self, evidence: Evidence) -> Finding:
        stage = evidence.scene.stage(self.stage)
        if stage is None:
            return Finding(False, instead=no_stage(self.stage))
        if stage.config is None:
            return unsaid(stage, f"which user {the_stage(stage.label)} runs as")
        facts = {"user": stage.config.user or "root (no USER is set)", "stage": stage.label}
        surface = surface_of(stage.files or FileTree.of(()), stage.documents, stage.config)
        known = self.uid is None or uid_of(stage.config.user, stage.documents) == self.uid
        return Finding(not surface.runs_as_root and known, facts)


class BuildSucceeds(Check, frozen=True, tag="built"):
    """A stage is built: the build ends well and does not skip it."""

    stage: str = "final"
    facts: ClassVar = ("stage", "skipped")

    def judge(self, evidence: Evidence) -> Finding:
        stage = evidence.scene.stage(self.stage)
        if stage is None:
            return Finding(False, instead=no_stage(self.stage))
        return Finding(stage.built, {"stage": stage.label, "skipped": _why_not_built(stage)})


def _misquoted(dockerfile: Dockerfile, stage: int) -> str | None:
    """What is wrong with a start command in brackets; None where there is none, or it is another mistake."""
    starts = [one for one in dockerfile.stages[stage].instructions if one.keyword in ("ENTRYPOINT", "CMD")]
    told = next((why for one in reversed(starts) if (why := why_no_json(one))), None)
    return told and told.replace("`", "")


def uid_of(user: str, documents: Mapping[str, bytes]) -> int | None:
    """The number of a USER, by the image's own /etc/passwd; None for a name that is not there."""
    name = user.partition(":")[0]
    if name.isdecimal():
        return int(name)
    for line in documents.get(PASSWD, b"").decode("utf-8", "replace").splitlines():
        fields = line.split(":")
        if len(fields) > 2 and fields[0] == name and fields[2].isdecimal():
            return int(fields[2])
    return None


def origin(dockerfile: Dockerfile, stage: int) -> Base:
    """What a stage starts from in the end, through however many earlier stages."""
    base = dockerfile.stages[stage].base
    while base.kind is BaseKind.STAGE and base.stage is not None and base.stage < stage:
        stage = base.stage
        base = dockerfile.stages[stage].base
    return base


def familiar(name: str) -> str:
    """An image's name as people write it: ``docker.io/library/golang:1.27`` is ``golang:1.27``."""
    for prefix in ("docker.io/", "index.docker.io/", "registry-1.docker.io/"):
        name = name.removeprefix(prefix)
    return name.removeprefix("library/")


def fits(base: Base, name: str, pattern: str) -> bool:
    """Whether a base matches one pattern of a lesson."""
    if base.kind is BaseKind.SCRATCH or pattern == "scratch":
        return base.kind is BaseKind.SCRATCH and pattern == "scratch"
    return any(fnmatchcase(known, pattern) for known in {name, name if tag_of(name) else f"{name}:latest"})


def tag_of(name: str) -> str:
    """The tag or digest of an image's name, or nothing; the colon of a registry's port is no tag."""
    _, at, digest = name.partition("@")
    return digest if at else name.rpartition("/")[2].partition(":")[2]


def is_pinned(base: Base, name: str) -> bool:
    """Whether the name stays the same image: a digest, or a tag other than latest; scratch always does."""
    return base.kind is BaseKind.SCRATCH or tag_of(name) not in ("", "latest")


def no_stage(name: str) -> str:
    """Why a goal about a stage that is not there is red."""
    return f"The Dockerfile has no stage called {name}."


def never_built(stage: StageImage) -> str:
    """Why a goal about a stage is red that the build left out or did not come to."""
    return f"{this_stage(stage.label)} was not built: {_why_not_built(stage)}."


def unsaid(stage: StageImage, what: str) -> Finding:
    """Nothing is known of how a stage is set up: it was not built, or the engine did not say ``what``."""
    if not stage.built:
        return Finding(False, instead=never_built(stage))
    return unclear(f"The engine did not say {what}.")


def _why_not_built(stage: StageImage) -> str:
    return stage.skipped_because or "the build did not get that far"
