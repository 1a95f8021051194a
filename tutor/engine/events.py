"""What a build tells while it runs: the one stream that the log pane, the bars and ``--json`` read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tutor.engine.result import BuildResult

StepId = str
"""Names a build step within one build (BuildKit: the vertex digest)."""


@dataclass(frozen=True, slots=True)
class StepStarted:
    """A build step began.

    ``stage`` and ``line`` are None for steps that stand for no instruction (loading the context, pulling,
    exporting). The same step may start again after a pause; it finishes once.
    """

    step: StepId
    text: str
    stage: int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class StepOutput:
    """Bytes that a step's process wrote, as they came."""

    step: StepId
    stream: Literal["stdout", "stderr"]
    data: bytes


@dataclass(frozen=True, slots=True)
class StepProgress:
    """How far a part of a step is (a layer of a pull, the context); ``total`` is 0 when unknown. Units:
    bytes.
    """

    step: StepId
    part: str
    current: int
    total: int


@dataclass(frozen=True, slots=True)
class StepFinished:
    """A build step ended well; ``seconds`` is wall time as the builder reports it, 0.0 for a cache hit."""

    step: StepId
    cached: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class StepFailed:
    """A build step ended badly; the Failed event that ends the stream tells the cause."""

    step: StepId
    message: str


@dataclass(frozen=True, slots=True)
class BuildWarning:
    """The builder's own check found something; ``rule`` is its name for it (``JSONArgsRecommended``)."""

    rule: str
    message: str
    line: int | None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """The build ended well. Always the last event."""

    result: BuildResult


@dataclass(frozen=True, slots=True)
class Failed:
    """The Dockerfile's build failed; ``result.failure`` says why, its stages what was built until then. Last
    event.
    """

    result: BuildResult


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The build was cancelled and nothing of it is left running. Always the last event."""


BuildEvent = (
    StepStarted
    | StepOutput
    | StepProgress
    | StepFinished
    | StepFailed
    | BuildWarning
    | Built
    | Failed
    | Cancelled
)
