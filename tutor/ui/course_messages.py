"""What workers tell of the course, apart from other messages: the first paint waits for these alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from tutor.course import Course
    from tutor.course.glance import CourseGlance


@dataclass
class CourseLoaded(Message):
    """The lessons were read, or ``error`` says why not."""

    course: Course | None
    error: str | None


@dataclass
class MapRead(Message):
    """The learner's progress was read for all lessons."""

    course_map: CourseGlance
