"""What can be asked of an image: each goal's check, by family."""

from __future__ import annotations

from tutor.course.goals.behaviour import Runs, StaticBinary
from tutor.course.goals.check import Check, Finding
from tutor.course.goals.evidence import Evidence, HeadNeed, Missing, Need, RunNeed, Scene
from tutor.course.goals.image import (
    FileCount,
    FinalRatio,
    FinalSize,
    NoPackageManager,
    NoShell,
    PathAbsent,
    PathExists,
)
from tutor.course.goals.structure import BaseIs, BuildSucceeds, ExecForm, NonRoot, Stages

AnyCheck = (
    Stages
    | BaseIs
    | ExecForm
    | NonRoot
    | BuildSucceeds
    | FinalSize
    | FinalRatio
    | FileCount
    | PathExists
    | PathAbsent
    | NoShell
    | NoPackageManager
    | Runs
    | StaticBinary
)
"""Every kind of check that a lesson.toml may name, told apart by its ``check`` field."""

__all__ = [
    "AnyCheck",
    "BaseIs",
    "BuildSucceeds",
    "Check",
    "Evidence",
    "ExecForm",
    "FileCount",
    "FinalRatio",
    "FinalSize",
    "Finding",
    "HeadNeed",
    "Missing",
    "Need",
    "NoPackageManager",
    "NoShell",
    "NonRoot",
    "PathAbsent",
    "PathExists",
    "RunNeed",
    "Runs",
    "Scene",
    "Stages",
    "StaticBinary",
]
