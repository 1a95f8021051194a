"""What a check looks at, and what has to be fetched from the engine for it first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tutor.course.goals.edits import BuildNeed, Rebuilt
from tutor.dockerfile import Dockerfile
from tutor.engine.errors import NotRecorded
from tutor.engine.request import HealthProbe, HttpProbe
from tutor.engine.result import BuildResult, RunResult, StageImage


@dataclass(frozen=True, slots=True)
class RunNeed:
    """A run of a stage's image; equal needs are run once. ``seconds`` is the most that it may take."""

    stage: int
    stdin: str = ""
    arguments: tuple[str, ...] = ()
    network: bool = False
    read_only: bool = False
    env: tuple[tuple[str, str], ...] = ()
    seconds: float = 30.0
    http: HttpProbe | None = None
    health: HealthProbe | None = None


@dataclass(frozen=True, slots=True)
class HeadNeed:
    """The first bytes of a file of a stage; ``path`` has no leading slash."""

    stage: int
    path: str


@dataclass(frozen=True, slots=True)
class ContextNeed:
    """What the builder is sent."""


CONTEXT = ContextNeed()

Need = RunNeed | HeadNeed | ContextNeed | BuildNeed


@dataclass(frozen=True, slots=True)
class Missing:
    """Evidence that the engine could not bring; ``reason`` is a sentence.

    ``unrecorded`` is set where the embedded engine does not know and a live one would.
    """

    reason: str
    unrecorded: NotRecorded | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """The build context: bytes of its regular files, without the Dockerfile.

    ``largest`` are its topmost files and folders with their bytes, largest first.
    """

    bytes: int
    largest: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """A build that ended well, with its Dockerfile.

    ``baseline`` is the size in bytes of the learner's largest final image of the same application, if there
    is one.
    """

    dockerfile: Dockerfile
    result: BuildResult
    baseline: int | None = None

    def stage(self, name: str) -> StageImage | None:
        """The built stage that a lesson calls ``name``: ``final``, ``first``, ``largest``, or its name or
        number.
        """
        stages = self.result.stages
        match name:
            case "final":
                return self.result.final_stage
            case "first":
                return stages[0]
            case "largest":
                return max(stages, key=lambda stage: stage.size or 0)
            case _:
                return self.result.stage(name)

    def stages(self, name: str) -> tuple[StageImage, ...]:
        """Like ``stage``, with ``any`` for all that were built; () for a stage that is not there."""
        if name == "any":
            return tuple(stage for stage in self.result.stages if stage.built)
        stage = self.stage(name)
        return () if stage is None else (stage,)


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that the checks of a lesson look at."""

    scene: Scene
    runs: Mapping[RunNeed, RunResult | Missing] = field(default_factory=dict)
    heads: Mapping[HeadNeed, bytes | Missing] = field(default_factory=dict)
    builds: Mapping[BuildNeed, Rebuilt | Missing] = field(default_factory=dict)
    context: Sent | Missing = Missing("The build context was not measured.")
