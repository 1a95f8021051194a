"""What came of a build or a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from tutor.dockerfile.stage_titles import stage_title
from tutor.engine.causes import Cause
from tutor.image import FileTree, ImageConfig, Layer

Origin = Literal["live", "computed", "recorded"]
"""Done by a real engine now, worked out by the embedded engine, or taken from a recording of a real one."""

STEPPING = ("RUN", "COPY", "ADD", "WORKDIR")
"""The instructions that BuildKit makes steps of; the others but FROM change the config alone."""


@dataclass(frozen=True, slots=True)
class BuiltInstruction:
    """What one instruction of a stage did.

    ``adds`` is the bytes of the regular files that its layer stores (new or replaced; for FROM an image:
    all of the image). ``hides`` is the bytes of earlier files that it deletes or replaces: they stay in the
    image all the same. Both are None when the stage was not measured. ``seconds`` is wall time as the
    builder reports it, 0.0 for a cache hit. What a builder makes no step of, as ENV for BuildKit, is never
    ``cached`` and takes 0.0. ``reached`` is false when the build failed or was cancelled
    before it, or skipped its stage. ``origin`` says from which world all this comes.
    """

    line: int
    last_line: int
    keyword: str
    text: str
    reached: bool
    cached: bool = False
    seconds: float = 0.0
    adds: int | None = None
    hides: int | None = None
    layer: Layer | None = None
    origin: Origin = "live"


@dataclass(frozen=True, slots=True)
class StageImage:
    """A stage after the build.

    ``image`` is what ``RunRequest.image`` and ``Engine.read_file`` take; None for all stages but the target
    of a build that ended well: ``Engine.image_of`` makes the others on demand. ``size`` is the sum of the
    bytes of regular files in each layer, uncompressed, base image included (design: "Size"), None when not
    measured. ``documents`` holds the content of the few files that tell what is installed, by path.
    """

    index: int
    name: str | None
    base: str
    built: bool
    skipped_because: str | None
    instructions: tuple[BuiltInstruction, ...]
    size: int | None = None
    image: str | None = None
    config: ImageConfig | None = None
    files: FileTree | None = None
    documents: Mapping[str, bytes] = field(default_factory=dict)
    history: tuple[str, ...] = ()
    """The lines of the image's history, oldest first, where the engine tells them."""

    @property
    def label(self) -> str:
        return self.name or str(self.index)


@dataclass(frozen=True, slots=True)
class BuildFailure:
    """Why a build stopped.

    ``message`` is the engine's own, without its decoration. ``cause`` is the named mistake behind it, where
    it is recognised. ``line`` is None when the engine blames no instruction. ``log`` is the end of the
    failing step's output.
    """

    message: str
    line: int | None = None
    stage: int | None = None
    cause: Cause | None = None
    exit_code: int | None = None
    log: str = ""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """A build on one engine, ended well or not.

    ``engine`` is the engine with its version ("Docker 28.5.2"), ``builder`` what built ("BuildKit",
    "classic", "Buildah"). ``final`` is the index of the target stage; ``seconds`` the wall time of the
    build without measuring; ``notes`` what could not be measured, and why, in sentences.
    """

    engine: str
    builder: str
    stages: tuple[StageImage, ...]
    final: int
    seconds: float
    failure: BuildFailure | None = None
    measured_seconds: float = 0.0
    notes: tuple[str, ...] = ()
    provenance: tuple[str, ...] = ()
    """From when, what and where the recordings are that the embedded engine used, in sentences."""

    @property
    def ok(self) -> bool:
        return self.failure is None

    @property
    def final_stage(self) -> StageImage:
        return self.stages[self.final]

    def stage(self, name: str | int) -> StageImage | None:
        """The stage of that name or number, or of the title that one without a name has."""
        for stage in self.stages:
            if str(name).lower() == stage_title(stage.label).lower():
                return stage
        if str(name).isdecimal() and int(name) < len(self.stages):
            return self.stages[int(name)]
        return None


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """What the container said to an ``HttpProbe``; ``body`` is at most 64 kB."""

    status: int
    body: bytes


@dataclass(frozen=True, slots=True)
class HealthAnswer:
    """What came of a ``HealthProbe``.

    ``command`` is what was run inside (a shell form with its shell), empty for ``none``: an image without a
    HEALTHCHECK. ``log`` is what the last try wrote, or why it could not be started, at most 4 kB.
    """

    status: Literal["healthy", "unhealthy", "none"]
    command: tuple[str, ...] = ()
    log: str = ""


@dataclass(frozen=True, slots=True)
class RunResult:
    """A container's end.

    ``exit_code`` is None when it never started (``refused`` then holds the engine's message) or was ended
    by us (``timed_out``, or because a probe was through with it). ``cause`` is the named mistake behind a
    failure, where it is recognised. ``notes`` are sentences about limits that this host could not set.
    """

    exit_code: int | None
    stdout: bytes = b""
    stderr: bytes = b""
    seconds: float = 0.0
    timed_out: bool = False
    truncated: bool = False
    refused: str | None = None
    http: HttpAnswer | None = None
    health: HealthAnswer | None = None
    cause: Cause | None = None
    notes: tuple[str, ...] = ()
