"""What the home screen shows of the course: every lesson with the learner's progress."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutor.course import Course, Lesson, Progress


@dataclass(frozen=True, slots=True)
class LessonCard:
    """A lesson as its row shows it.

    ``reached`` of ``goals`` are green; ``begun`` is true once there is an attempt. ``before`` and ``after``
    are bytes of the largest stage and of the final image of the last attempt that built, None without one.
    """

    lesson: Lesson
    reached: int
    goals: int
    begun: bool
    before: int | None = None
    after: int | None = None

    @property
    def done(self) -> bool:
        return self.reached == self.goals


@dataclass(frozen=True, slots=True)
class Library:
    """All cards by number, and the lesson to go on with."""

    cards: tuple[LessonCard, ...]
    next: LessonCard | None


def library_of(course: Course, progress: Progress) -> Library:
    """Read the learner's progress for every lesson; touches the disk, so not for the UI's thread."""
    cards = tuple(_card(lesson, progress) for lesson in course.lessons)
    last = progress.last_lesson
    going_on = next((card for card in cards if card.lesson.slug == last and not card.done), None)
    return Library(cards, going_on or next((card for card in cards if not card.done), None))


def _card(lesson: Lesson, progress: Progress) -> LessonCard:
    from tutor.ui.figures import figures_of_report

    attempts = progress.attempts(lesson.slug)
    before = after = None
    for attempt in reversed(attempts):
        if attempt.report and not attempt.report.get("error"):
            figures = figures_of_report(attempt.report)
            if figures.final and figures.largest:
                before, after = figures.largest.size, figures.final.size
                break
    reached = len(progress.passed(lesson.slug) & {goal.id for goal in lesson.goals})
    return LessonCard(lesson, reached, len(lesson.goals), bool(attempts), before, after)
