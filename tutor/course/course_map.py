"""The map of the course: how the learner stands with every lesson, which is next, what was saved so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tutor.course.course import Course
from tutor.course.finished import FinishedBuild, smallest_passing
from tutor.course.lesson import Lesson
from tutor.course.progress import Progress, Tally

SAVED_MEANS = (
    "Saved is, for each app, the largest final image of it that you built less the smallest that passed all "
    "goals of its lesson; an app that several lessons build counts once."
)


NONE = Tally()


@dataclass(frozen=True, slots=True)
class Standing:
    """How the learner stands with a lesson.

    ``reached`` goals were green in the best attempt. ``first`` is the first build whose final image was
    measured, ``best`` the passing one with the smallest; each is None where there is none. ``quiz`` is the
    choice made last. ``builds_on`` are the lessons that this one takes for granted.
    """

    lesson: Lesson
    reached: int
    tally: Tally = NONE
    hints: int = 0
    quiz: int | None = None
    first: FinishedBuild | None = None
    best: FinishedBuild | None = None
    builds_on: tuple[Lesson, ...] = ()
    not_done_yet: tuple[Lesson, ...] = ()
    """Those of ``builds_on`` that are not done; they lock nothing."""

    @property
    def goals(self) -> int:
        return len(self.lesson.goals)

    @property
    def done(self) -> bool:
        return self.reached == self.goals

    @property
    def begun(self) -> bool:
        return self.tally.attempts > 0

    @property
    def quiz_right(self) -> bool:
        return self.quiz == self.lesson.quiz.answer


@dataclass(frozen=True, slots=True)
class CourseMap:
    """All lessons by number; ``next`` is the one to go on with, None when all are done.

    ``saved_bytes`` is as ``SAVED_MEANS`` says.
    """

    standings: tuple[Standing, ...]
    next: Standing | None
    saved_bytes: int

    @property
    def done(self) -> int:
        """How many lessons are done."""
        return sum(one.done for one in self.standings)

    def of(self, lesson: Lesson) -> Standing:
        """How the learner stands with a lesson of the course."""
        return next(one for one in self.standings if one.lesson.slug == lesson.slug)


def course_map(course: Course, progress: Progress) -> CourseMap:
    """Read how the learner stands; touches the disk. Raises ProgressError."""
    builds, tally, notes = progress.finished(), progress.tally(), progress.lesson_notes()
    reached = {
        lesson.slug: len(progress.passed(lesson.slug) & {goal.id for goal in lesson.goals})
        for lesson in course
    }
    done = {lesson.number for lesson in course if reached[lesson.slug] == len(lesson.goals)}
    standings = []
    for lesson in course:
        own = [one for one in builds if one.lesson == lesson.slug]
        builds_on = tuple(one for one in course if one.number in lesson.prerequisites)
        hints, quiz = notes.get(lesson.slug, (0, None))
        standings.append(
            Standing(
                lesson,
                reached[lesson.slug],
                tally.get(lesson.slug, NONE),
                hints,
                quiz,
                first=own[0] if own else None,
                best=smallest_passing(own),
                builds_on=builds_on,
                not_done_yet=tuple(one for one in builds_on if one.number not in done),
            )
        )
    return CourseMap(tuple(standings), _next(standings, progress.last_lesson), saved_bytes(builds))


def saved_bytes(builds: Iterable[FinishedBuild]) -> int:
    """What all apps together were shrunk by, as ``SAVED_MEANS`` says; an app without a passing build adds
    nothing.
    """
    by_app: dict[str, list[FinishedBuild]] = {}
    for one in builds:
        by_app.setdefault(one.app, []).append(one)
    saved = 0
    for own in by_app.values():
        smallest = smallest_passing(own)
        if smallest is not None:
            saved += max(one.final_bytes for one in own) - smallest.final_bytes
    return saved


def _next(standings: Iterable[Standing], last: str | None) -> Standing | None:
    """The lesson that was open last, unless it is done; else the next that is not, from the start again."""
    ordered = list(standings)
    at = next((index for index, one in enumerate(ordered) if one.lesson.slug == last), 0)
    return next((one for one in ordered[at:] + ordered[:at] if not one.done), None)
