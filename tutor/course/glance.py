"""The course at a glance: what the home screen tells of every lesson, and nothing else.

It is small enough to be kept between two starts (``tutor.course.kept_glance``), so that the first frame has
the lessons before one of them is read. So nothing here may import what judges or builds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from tutor.course.course_map import CourseMap, Standing
    from tutor.course.lesson import Lesson


class LessonHead(msgspec.Struct, frozen=True):
    """What is told of a lesson before it is opened."""

    number: int
    slug: str
    title: str
    summary: str
    minutes: int
    app: str
    covers: tuple[str, ...]
    challenge: bool
    pack: str | None = None

    @classmethod
    def of(cls, lesson: Lesson) -> LessonHead:
        return cls(
            lesson.number,
            lesson.slug,
            lesson.title,
            lesson.summary,
            lesson.minutes,
            lesson.app,
            lesson.covers,
            lesson.challenge,
            lesson.pack,
        )


class Before(msgspec.Struct, frozen=True):
    """A lesson that another one builds on."""

    number: int
    title: str
    done: bool


class GlancedStanding(msgspec.Struct, frozen=True):
    """How the learner stands with a lesson, as ``Standing`` tells it.

    ``first_bytes`` and ``best_bytes`` are sizes of final images, None where there was none. ``quiz_right`` is
    None where the question was not answered.
    """

    lesson: LessonHead
    goals: int
    reached: int
    attempts: int
    hints: int
    quiz_right: bool | None
    first_bytes: int | None
    best_bytes: int | None
    builds_on: tuple[Before, ...]

    @classmethod
    def of(cls, one: Standing) -> GlancedStanding:
        missing = {other.number for other in one.not_done_yet}
        return cls(
            LessonHead.of(one.lesson),
            one.goals,
            one.reached,
            one.tally.attempts,
            one.hints,
            None if one.quiz is None else one.quiz_right,
            None if one.first is None else one.first.final_bytes,
            None if one.best is None else one.best.final_bytes,
            tuple(Before(other.number, other.title, other.number not in missing) for other in one.builds_on),
        )

    @property
    def done(self) -> bool:
        return self.reached == self.goals

    @property
    def begun(self) -> bool:
        return self.attempts > 0

    @property
    def not_done_yet(self) -> tuple[Before, ...]:
        return tuple(other for other in self.builds_on if not other.done)


class CourseGlance(msgspec.Struct, frozen=True):
    """All lessons as ``CourseMap`` has them; ``next_at`` is the place of the next one in ``standings``."""

    standings: tuple[GlancedStanding, ...]
    next_at: int | None
    saved_bytes: int
    of_packs: tuple[GlancedStanding, ...] = ()

    @classmethod
    def of(cls, found: CourseMap) -> CourseGlance:
        return cls(
            tuple(map(GlancedStanding.of, found.standings)),
            None if found.next is None else found.standings.index(found.next),
            found.saved_bytes,
            tuple(map(GlancedStanding.of, found.of_packs)),
        )

    @property
    def next(self) -> GlancedStanding | None:
        """The lesson to go on with, None when all are done."""
        return None if self.next_at is None else self.standings[self.next_at]

    @property
    def all(self) -> tuple[GlancedStanding, ...]:
        """The lessons of the course, then those of packs."""
        return (*self.standings, *self.of_packs)

    @property
    def done(self) -> int:
        """How many lessons of the course are done."""
        return sum(one.done for one in self.standings)

    @property
    def begun(self) -> bool:
        """Whether a lesson of the course was ever built."""
        return any(one.begun for one in self.standings)
