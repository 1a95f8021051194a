"""Checks of what an attacker would find: packages and programs that run as somebody else."""

from __future__ import annotations

from typing import ClassVar

from tutor.course.goals.check import Finding, unclear
from tutor.course.goals.one_stage import OneStage
from tutor.course.goals.words import count, some
from tutor.engine.result import StageImage
from tutor.image import FileTree, surface_of
from tutor.image.packages import Manager


class Packages(OneStage, kw_only=True, frozen=True, tag="packages"):
    """At most so many packages are installed in a stage; ``managers`` says whose count, by default all."""

    at_most: int
    managers: tuple[Manager, ...] = ()
    facts: ClassVar = ("packages", "names", "at_most", "stage")

    def judge_files(self, stage: StageImage, files: FileTree) -> Finding:
        surface = surface_of(files, stage.documents, stage.config)
        names = [one.name for one in surface.packages if not self.managers or one.manager in self.managers]
        if len(names) <= self.at_most and surface.notes:
            return unclear(" ".join(surface.notes))
        facts = {
            "packages": count(len(names), "package"),
            "names": some(names),
            "at_most": count(self.at_most, "package"),
            "stage": stage.label,
        }
        return Finding(len(names) <= self.at_most, facts)

    def contradiction(self) -> str | None:
        return None if self.at_most >= 0 else "at_most is a number of packages, so it cannot be negative"


class NoSetuid(OneStage, frozen=True, tag="no-setuid"):
    """A stage holds no file with the setuid or setgid bit."""

    facts: ClassVar = ("files", "stage")

    def judge_files(self, stage: StageImage, files: FileTree) -> Finding:
        setuid = surface_of(files, stage.documents, stage.config).setuid
        return Finding(
            not setuid, {"files": some(["/" + entry.path for entry in setuid]), "stage": stage.label}
        )
