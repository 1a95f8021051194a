"""What can be asked of an image: each goal's check, by family."""

from __future__ import annotations

from tutor.course.goals.avoided import NoBase
from tutor.course.goals.behaviour import Runs, StaticBinary
from tutor.course.goals.check import Check, Finding
from tutor.course.goals.context import ContextSize
from tutor.course.goals.edits import BuildNeed, Edit, Rebuilt, StepState
from tutor.course.goals.evidence import (
    CONTEXT,
    ContextNeed,
    Evidence,
    HeadNeed,
    Missing,
    Need,
    RunNeed,
    Scene,
    Sent,
)
from tutor.course.goals.image import (
    FileCount,
    FinalRatio,
    FinalSize,
    NoPackageManager,
    NoShell,
    PathAbsent,
    PathExists,
)
from tutor.course.goals.layers import LayersWithout, NothingHidden
from tutor.course.goals.python import PythonMatch
from tutor.course.goals.rebuilt import BreaksTheBuild, CachedAfterEdit, TargetBuilds
from tutor.course.goals.release import SameRelease
from tutor.course.goals.secrets import NoSecret
from tutor.course.goals.service import Healthy, Http
from tutor.course.goals.start_command import StartCommand
from tutor.course.goals.structure import BaseIs, BuildSucceeds, ExecForm, NonRoot, Stages
from tutor.course.goals.surface import NoSetuid, Packages

AnyCheck = (
    Stages
    | BaseIs
    | NoBase
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
    | LayersWithout
    | NothingHidden
    | NoSecret
    | Http
    | Healthy
    | StartCommand
    | Packages
    | NoSetuid
    | SameRelease
    | PythonMatch
    | ContextSize
    | CachedAfterEdit
    | BreaksTheBuild
    | TargetBuilds
)
"""Every kind of check that a lesson.toml may name, told apart by its ``check`` field."""

__all__ = [
    "CONTEXT",
    "AnyCheck",
    "BaseIs",
    "BreaksTheBuild",
    "BuildNeed",
    "BuildSucceeds",
    "CachedAfterEdit",
    "Check",
    "ContextNeed",
    "ContextSize",
    "Edit",
    "Evidence",
    "ExecForm",
    "FileCount",
    "FinalRatio",
    "FinalSize",
    "Finding",
    "HeadNeed",
    "Healthy",
    "Http",
    "LayersWithout",
    "Missing",
    "Need",
    "NoBase",
    "NoPackageManager",
    "NoSecret",
    "NoSetuid",
    "NoShell",
    "NonRoot",
    "NothingHidden",
    "Packages",
    "PathAbsent",
    "PathExists",
    "PythonMatch",
    "Rebuilt",
    "RunNeed",
    "Runs",
    "SameRelease",
    "Scene",
    "Sent",
    "Stages",
    "StartCommand",
    "StaticBinary",
    "StepState",
    "TargetBuilds",
]
