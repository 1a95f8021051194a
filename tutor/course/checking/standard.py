"""How much is asked of a lesson: of the course's own, and of those in a pack."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.course.content import lessons_folder
from tutor.course.lesson import Lesson

SEED_POINTS = tuple(f"S{number}" for number in range(1, 21))
"""What the course as a whole has to teach; a lesson says which of them it covers."""


@dataclass(frozen=True, slots=True)
class Standard:
    """``answers`` is how many right answers besides the solution are proved; ``covers`` asks for points of
    the course; ``recorded`` makes a missing recording a fault rather than a remark.
    """

    answers: int
    covers: bool
    recorded: bool


COURSE = Standard(answers=3, covers=True, recorded=True)
PACK = Standard(answers=1, covers=False, recorded=False)


def standard_of(lesson: Lesson) -> Standard:
    """What is asked of a lesson, by where it lies."""
    return COURSE if lesson.folder.resolve().parent == lessons_folder().resolve() else PACK
