"""What workers tell the app and its screens, where no widget is the sender."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from tutor.course import Course, Judged, Verdict
    from tutor.engine.result import RunResult
    from tutor.ui.figures import BuildFigures
    from tutor.ui.library import Library
    from tutor.ui.widgets.cause_panel import Trouble


@dataclass
class CourseLoaded(Message):
    """The lessons were read, or ``error`` says why not."""

    course: Course | None
    error: str | None


@dataclass
class LibraryRead(Message):
    """The learner's progress was read for all lessons."""

    library: Library


@dataclass
class MoreToTell(Message):
    """A running build or run has put something into its box."""


@dataclass
class BuildEnded(Message):
    """A build was judged; ``judged`` is None when it was cancelled."""

    judged: Judged | None
    figures: BuildFigures | None


@dataclass
class BuildTroubled(Message):
    """A build could not be made: not the learner's Dockerfile, but the engine or a base image."""

    trouble: Trouble
    links: tuple[tuple[str, str], ...] = ()


@dataclass
class RunEnded(Message):
    """A run came to its end, or ``error`` says why it could not be made."""

    result: RunResult | None
    error: str | None = None


@dataclass
class TextChangedOutside(Message):
    """Another program has written the Dockerfile."""

    text: str


@dataclass
class SavingFailed(Message):
    """The Dockerfile could not be written or watched; ``reason`` is whole sentences."""

    reason: str


@dataclass
class Remembered(Message):
    """What is known of earlier sessions with this lesson; all but the hints is of the last build."""

    hints_shown: int
    figures: BuildFigures | None = None
    verdicts: tuple[Verdict, ...] = ()
    built_text: str = ""


@dataclass
class HintCounted(Message):
    """One more hint was asked for; ``shown`` of them may be read now."""

    shown: int
