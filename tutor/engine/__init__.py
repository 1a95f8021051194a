"""Something that builds: find it, ask it for a build, follow what happens, read what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.on_demand import on_demand

if TYPE_CHECKING:
    from tutor.engine.cancel import Cancel
    from tutor.engine.causes import CAUSES, Cause, recognise
    from tutor.engine.connecting import Connection, Tried, connect
    from tutor.engine.errors import EngineError, EngineLost, EngineNotFound, GivenUp, MissingBase, NotRecorded
    from tutor.engine.events import (
        BuildEvent,
        BuildWarning,
        Built,
        Cancelled,
        Failed,
        StepFailed,
        StepFinished,
        StepId,
        StepOutput,
        StepProgress,
        StepStarted,
    )
    from tutor.engine.protocol import LABEL, Capabilities, Cleaned, Engine, EngineInfo, ImageName, OnOutput
    from tutor.engine.report import BuildReport, report_of
    from tutor.engine.request import BuildRequest, HealthProbe, HttpProbe, Limits, Replay, RunRequest
    from tutor.engine.result import (
        BuildFailure,
        BuildResult,
        BuiltInstruction,
        HealthAnswer,
        HttpAnswer,
        Origin,
        RunResult,
        StageImage,
    )

__all__ = [
    "CAUSES",
    "LABEL",
    "BuildEvent",
    "BuildFailure",
    "BuildReport",
    "BuildRequest",
    "BuildResult",
    "BuildWarning",
    "Built",
    "BuiltInstruction",
    "Cancel",
    "Cancelled",
    "Capabilities",
    "Cause",
    "Cleaned",
    "Connection",
    "Engine",
    "EngineError",
    "EngineInfo",
    "EngineLost",
    "EngineNotFound",
    "Failed",
    "GivenUp",
    "HealthAnswer",
    "HealthProbe",
    "HttpAnswer",
    "HttpProbe",
    "ImageName",
    "Limits",
    "MissingBase",
    "NotRecorded",
    "OnOutput",
    "Origin",
    "Replay",
    "RunRequest",
    "RunResult",
    "StageImage",
    "StepFailed",
    "StepFinished",
    "StepId",
    "StepOutput",
    "StepProgress",
    "StepStarted",
    "Tried",
    "connect",
    "recognise",
    "report_of",
]

__getattr__ = on_demand(
    __name__,
    {
        "tutor.engine.cancel": "Cancel",
        "tutor.engine.causes": "CAUSES Cause recognise",
        "tutor.engine.connecting": "Connection Tried connect",
        "tutor.engine.errors": "EngineError EngineLost EngineNotFound GivenUp MissingBase NotRecorded",
        "tutor.engine.events": (
            "BuildEvent BuildWarning Built Cancelled Failed StepFailed StepFinished StepId StepOutput "
            "StepProgress StepStarted"
        ),
        "tutor.engine.protocol": "LABEL Capabilities Cleaned Engine EngineInfo ImageName OnOutput",
        "tutor.engine.report": "BuildReport report_of",
        "tutor.engine.request": "BuildRequest HealthProbe HttpProbe Limits Replay RunRequest",
        "tutor.engine.result": (
            "BuildFailure BuildResult BuiltInstruction HealthAnswer HttpAnswer Origin RunResult StageImage"
        ),
    },
)
