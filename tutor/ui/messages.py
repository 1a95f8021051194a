"""What workers tell the app and its screens, where no widget is the sender."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from tutor.course import Attempt, Judged, Lesson, Verdict
    from tutor.course.improvement import Improvement
    from tutor.engine.errors import EngineLost, NotRecorded
    from tutor.engine.protocol import EngineInfo
    from tutor.engine.result import RunResult
    from tutor.image import FileTree
    from tutor.insight.reuse import Reuse
    from tutor.ui.engine_link import EngineState
    from tutor.ui.explained import Explained
    from tutor.ui.figures import BuildFigures
    from tutor.ui.kept_build import KeptBuild
    from tutor.ui.live.plan import PlannedStage
    from tutor.ui.project_context import ContextCount
    from tutor.ui.widgets.cause_panel import Trouble


@dataclass
class MoreToTell(Message):
    """A running build or run has put something into its box."""


@dataclass
class SharesFound(Message):
    """It is known which lines hold how much of each folder of a stage."""

    stage: int


@dataclass
class BuildPlanned(Message):
    """A build begins; ``plan`` are the stages of its text."""

    plan: tuple[PlannedStage, ...]


@dataclass
class BuildEnded(Message):
    """A build was judged; ``judged`` is None when it was cancelled. ``engine`` is who built.

    ``reuse`` is what the cache had, and what the last edit made be built again.
    """

    judged: Judged | None
    figures: BuildFigures | None
    engine: EngineInfo
    explained: Explained | None = None
    reuse: Reuse | None = None


@dataclass
class BuildTroubled(Message):
    """A build could not be made: not the learner's Dockerfile, but the engine or a base image."""

    trouble: Trouble
    links: tuple[tuple[str, str], ...] = ()


@dataclass
class FilesOfLine(Message):
    """What the instruction at a line of the built text stored; ``bytes`` is what it adds, where measured.

    ``tree`` has only those paths and their folders; ``files`` counts regular files, ``hidden`` bytes that a
    later line deleted or replaced.
    """

    line: int
    stage: int
    tree: FileTree
    files: int
    bytes: int | None
    hidden: int = 0


@dataclass
class RunEnded(Message):
    """A run came to its end, or ``error`` says why it could not be made."""

    result: RunResult | None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class RunAsked:
    """What a run is to be made with; ``arguments`` is None for the image's own CMD."""

    arguments: tuple[str, ...] | None
    stdin: str


@dataclass
class NotKnown(Message):
    """The embedded engine has no recording; ``run`` is what was to be run, None for a build.

    ``stopped_build`` is false where the build ended well and only goals could not be judged.
    """

    error: NotRecorded
    stopped_build: bool = False
    run: RunAsked | None = None


@dataclass
class EngineDied(Message):
    """A live engine stopped answering in the middle of a build, or of the ``run``."""

    error: EngineLost
    engine: EngineInfo
    run: RunAsked | None = None


@dataclass
class OtherEngine(Message):
    """Another engine was looked for."""

    state: EngineState


@dataclass
class TextChangedOutside(Message):
    """Another program has written the Dockerfile."""

    text: str


@dataclass
class SavingFailed(Message):
    """The Dockerfile could not be written or watched; ``reason`` is whole sentences."""

    reason: str


@dataclass
class ContextCounted(Message):
    """What a build of a project sends was counted."""

    count: ContextCount


@dataclass
class Remembered(Message):
    """What is known of earlier sessions with this lesson; all but the first two is of the last build.

    ``not_done_yet`` are the lessons that it builds on and that are not done. ``verdicts_before`` are those of
    the last build that could be judged.
    """

    hints_shown: int
    not_done_yet: tuple[Lesson, ...] = ()
    figures: BuildFigures | None = None
    verdicts: tuple[Verdict, ...] = ()
    verdicts_before: tuple[Verdict, ...] = ()
    attempt: Attempt | None = None

    @property
    def built_text(self) -> str:
        """What the last build was made of."""
        return self.attempt.dockerfile if self.attempt is not None else ""


@dataclass
class KeptRead(Message):
    """What is kept of the last build of an earlier session was read."""

    build: KeptBuild


@dataclass
class HintCounted(Message):
    """One more hint was asked for; ``shown`` of them may be read now."""

    shown: int


@dataclass
class LookedBack(Message):
    """What the learner changed in the lesson, None where no measured build passed.

    ``asked`` is whether somebody wants to see it; unasked it is shown the ``first_time`` that the lesson is
    done.
    """

    improvement: Improvement | None
    first_time: bool
    asked: bool


@dataclass
class AnswerKept(Message):
    """The choice that was made last in the lesson's question, None for none."""

    choice: int | None
