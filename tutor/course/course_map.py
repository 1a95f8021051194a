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
    "goals of its lesson; an app that several lessons build counts once, and what was built after the "
    "smallest adds nothing."
)


NONE = Tally()


@dataclass(frozen=True, slots=True)
class Standing:
    """How the learner stands with a lesson.

    ``reached`` goals were green in the best attempt. ``first`` is the first build whose final image was
    measured, ``best`` the passing one with the smallest; each is None where there is none. ``hints`` were
    shown before it was done. ``quiz`` is the choice made last. ``builds_on`` are the lessons that this one
    takes for granted.
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
    of_packs: tuple[Standing, ...] = ()
    """The lessons that a person added to the course, pack by pack."""

    @property
    def all(self) -> tuple[Standing, ...]:
        """The lessons of the course, then those of packs."""
        return (*self.standings, *self.of_packs)

    @property
    def done(self) -> int:
        """How many lessons of the course are done."""
        return sum(one.done for one in self.standings)

    def of(self, lesson: Lesson) -> Standing:
        """How the learner stands with a lesson of the course, or of a pack."""
        return next(one for one in self.all if one.lesson.slug == lesson.slug)


def course_map(course: Course, progress: Progress) -> CourseMap:
    """Read how the learner stands; touches the disk. Raises ProgressError."""
    builds = progress.finished()
    known = _Known(builds, progress)
    standings = known.standings(course.lessons)
    own = {lesson.slug for lesson in course.lessons}
    return CourseMap(
        standings,
        _next(standings, progress.last_lesson),
        saved_bytes(one for one in builds if one.lesson in own),
        tuple(one for pack in course.packs for one in known.standings(pack.lessons)),
    )


class _Known:
    """What was read of the learner's progress, for one group of lessons after the other."""

    def __init__(self, builds: tuple[FinishedBuild, ...], progress: Progress) -> None:
        self._builds = builds
        self._progress = progress
        self._tally = progress.tally()
        self._notes = progress.lesson_notes()

    def standings(self, lessons: tuple[Lesson, ...]) -> tuple[Standing, ...]:
        """How the learner stands with lessons whose prerequisites are among themselves."""
        reached = {lesson.number: self._reached(lesson) for lesson in lessons}
        done = {lesson.number for lesson in lessons if reached[lesson.number] == len(lesson.goals)}
        return tuple(self._standing(one, lessons, reached[one.number], done) for one in lessons)

    def _reached(self, lesson: Lesson) -> int:
        return len(self._progress.passed(lesson.slug) & {goal.id for goal in lesson.goals})

    def _standing(self, lesson: Lesson, among: tuple[Lesson, ...], reached: int, done: set[int]) -> Standing:
        own = [one for one in self._builds if one.lesson == lesson.slug]
        builds_on = tuple(one for one in among if one.number in lesson.prerequisites)
        hints, quiz = self._notes.get(lesson.slug, (0, None))
        return Standing(
            lesson,
            reached,
            self._tally.get(lesson.slug, NONE),
            hints,
            quiz,
            first=own[0] if own else None,
            best=smallest_passing(own),
            builds_on=builds_on,
            not_done_yet=tuple(one for one in builds_on if one.number not in done),
        )


def saved_bytes(builds: Iterable[FinishedBuild]) -> int:
    """What all apps together were shrunk by, as ``SAVED_MEANS`` says; an app without a passing build adds
    nothing. ``builds`` are in the order in which they were made.
    """
    by_app: dict[str, list[FinishedBuild]] = {}
    for one in builds:
        by_app.setdefault(one.app, []).append(one)
    saved = 0
    for own in by_app.values():
        smallest = smallest_passing(own)
        if smallest is not None:
            until = own[: own.index(smallest) + 1]
            saved += max(one.final_bytes for one in until) - smallest.final_bytes
    return saved


def _next(standings: Iterable[Standing], last: str | None) -> Standing | None:
    """The lesson that was open last, unless it is done; else the next that is not, from the start again."""
    ordered = list(standings)
    at = next((index for index, one in enumerate(ordered) if one.lesson.slug == last), 0)
    return next((one for one in ordered[at:] + ordered[:at] if not one.done), None)
