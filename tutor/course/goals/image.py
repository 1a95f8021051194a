"""Checks of what an image holds: its size, its files, and what an attacker would find in it."""

from __future__ import annotations

from typing import ClassVar, Literal

from tutor.course.goals.check import Check, Finding
from tutor.course.goals.evidence import Evidence
from tutor.course.goals.one_stage import OneStage, unmeasured
from tutor.course.goals.paths import matching
from tutor.course.goals.structure import no_stage
from tutor.course.goals.words import count, percent, some
from tutor.dockerfile.stage_titles import the_stage
from tutor.engine.result import StageImage
from tutor.image import FileKind, FileTree, surface_of
from tutor.image.size import human


class FinalSize(Check, frozen=True, tag="final-size"):
    """The final image has at most so many bytes, uncompressed."""

    at_most: int
    facts: ClassVar = ("final", "at_most", "over")

    def judge(self, evidence: Evidence) -> Finding:
        size = evidence.scene.result.final_stage.size
        if size is None:
            return unmeasured(evidence, evidence.scene.result.final_stage)
        facts = {
            "final": human(size),
            "at_most": human(self.at_most),
            "over": human(max(0, size - self.at_most)),
        }
        return Finding(size <= self.at_most, facts)

    def contradiction(self) -> str | None:
        return None if self.at_most >= 0 else "at_most is a number of bytes, so it cannot be negative"


class FinalRatio(Check, frozen=True, tag="final-ratio"):
    """The final image is at most a share of another: of this build's largest stage, or of the learner's
    baseline.

    The largest stage also stands in for a baseline that is smaller, or that there is none of yet.
    """

    at_most: float
    of: Literal["largest-stage", "baseline"] = "largest-stage"
    facts: ClassVar = ("final", "other", "other_name", "percent", "at_most")

    def judge(self, evidence: Evidence) -> Finding:
        scene = evidence.scene
        final, largest = scene.result.final_stage, scene.stage("largest")
        if final.size is None or largest is None or largest.size is None:
            return unmeasured(evidence, final if final.size is None or largest is None else largest)
        other, name = largest.size, the_stage(largest.label)
        if self.of == "baseline" and scene.baseline is not None and scene.baseline > other:
            other, name = scene.baseline, "your baseline"
        share = final.size / other if other else 1.0
        facts = {
            "final": human(final.size),
            "other": human(other),
            "other_name": name,
            "percent": percent(share, beside=self.at_most),
            "at_most": percent(self.at_most),
        }
        return Finding(share <= self.at_most, facts)

    def contradiction(self) -> str | None:
        return (
            None if 0 < self.at_most <= 1 else "at_most is a share: above 0 and no more than 1 (0.05 is 5 %)"
        )


class FileCount(OneStage, kw_only=True, frozen=True, tag="file-count"):
    """A stage holds exactly so many regular files."""

    equals: int
    facts: ClassVar = ("files", "names", "stage", "equals")

    def judge_files(self, stage: StageImage, files: FileTree) -> Finding:
        names = ["/" + entry.path for entry in files if entry.kind is FileKind.FILE]
        facts = {
            "files": count(len(names), "file") if names else "no files",
            "names": some(names),
            "stage": stage.label,
            "equals": count(self.equals, "file"),
        }
        return Finding(len(names) == self.equals, facts)

    def contradiction(self) -> str | None:
        return None if self.equals >= 0 else "equals is a number of files, so it cannot be negative"


class PathExists(Check, frozen=True, tag="path-exists"):
    """A stage holds a path that fits; with ``executable``, a regular file that may be run, also through a
    symlink.

    ``stage = "any"`` looks for it in all stages that were built.
    """

    glob: str | tuple[str, ...]
    stage: str = "final"
    executable: bool = False
    facts: ClassVar = ("glob", "stage", "near")

    def judge(self, evidence: Evidence) -> Finding:
        return _holds(self.glob, self.stage, self.executable, evidence)


class PathAbsent(Check, frozen=True, tag="path-absent"):
    """A stage holds no path that fits; with ``executable``, only regular files that may be run count.

    ``stage = "any"`` means that no stage that was built holds it.
    """

    glob: str | tuple[str, ...]
    stage: str = "final"
    executable: bool = False
    facts: ClassVar = ("glob", "stage", "found", "paths")

    def judge(self, evidence: Evidence) -> Finding:
        finding = _holds(self.glob, self.stage, self.executable, evidence)
        return finding if finding.instead else Finding(not finding.passed, finding.facts)


class NoShell(OneStage, frozen=True, tag="no-shell"):
    """A stage holds no shell."""

    facts: ClassVar = ("shells", "stage")

    def judge_files(self, stage: StageImage, files: FileTree) -> Finding:
        shells = surface_of(files, stage.documents, stage.config).shells
        return Finding(not shells, {"shells": some(shells), "stage": stage.label})


class NoPackageManager(OneStage, frozen=True, tag="no-package-manager"):
    """A stage holds no package manager."""

    facts: ClassVar = ("managers", "stage")

    def judge_files(self, stage: StageImage, files: FileTree) -> Finding:
        managers = surface_of(files, stage.documents, stage.config).package_managers
        return Finding(not managers, {"managers": some(managers), "stage": stage.label})


def _holds(glob: str | tuple[str, ...], name: str, executable: bool, evidence: Evidence) -> Finding:
    """What of one stage fits, or of the first of any that has something; nothing when none has."""
    stages = evidence.scene.stages(name)
    findings = [_held_by(stage, glob, executable, evidence) for stage in stages]
    by_worth = sorted(findings, key=lambda finding: (not finding.passed, finding.passed is not None))
    return by_worth[0] if by_worth else Finding(False, instead=no_stage(name))


def _held_by(stage: StageImage, glob: str | tuple[str, ...], executable: bool, evidence: Evidence) -> Finding:
    if stage.files is None:
        return unmeasured(evidence, stage)
    globs = (glob,) if isinstance(glob, str) else glob
    paths = ["/" + path for path in matching(stage.files, globs, executable=executable)]
    facts = {
        "glob": some(globs),
        "stage": stage.label,
        "near": some(["/" + path for path in matching(stage.files, globs, executable=False)]),
        "found": count(len(paths), "path"),
        "paths": some(paths),
    }
    return Finding(bool(paths), facts)
