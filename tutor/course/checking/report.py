"""A check of lessons as the versioned document that ``distill lesson check --json`` prints."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from tutor.course.checking.checked import Checked, Standing
from tutor.course.checking.outcome import Outcome
from tutor.course.checking.problem import Problem


class ProblemReport(msgspec.Struct, frozen=True):
    """Something to mend; ``line`` is 1-based, ``advice`` says what to do."""

    path: str
    line: int
    message: str
    advice: str


class FileReport(msgspec.Struct, frozen=True):
    """A lesson's text or one of its Dockerfiles.

    ``role`` is course, text, start, solution, answer, wrong turn or also. ``standing`` is as declared,
    otherwise or could not tell. ``outcome`` is what came of the build, null for what was not built.
    """

    file: str
    role: str
    standing: str
    said: str
    seconds: float
    outcome: Outcome | None
    problems: list[ProblemReport]
    remarks: list[str]


class LessonReport(msgspec.Struct, frozen=True):
    """A lesson, or with ``--all`` the course as a whole; one that cannot be loaded has its text alone."""

    name: str
    folder: str
    files: list[FileReport]


class CheckReport(msgspec.Struct, frozen=True):
    """`distill lesson check`: all lessons that were asked for, on one engine.

    ``dockerfiles`` counts those that were proved or looked up in the recordings; ``as_declared`` is true when
    nothing is otherwise and everything could be told.
    """

    engine: str
    as_declared: bool
    dockerfiles: int
    lessons: list[LessonReport]
    schema: int = 1


def lesson_report(name: str, folder: str, checks: Iterable[Checked]) -> LessonReport:
    """The rows of one lesson."""
    return LessonReport(
        name,
        folder,
        [
            FileReport(
                each.file,
                each.role,
                each.standing.value,
                each.said,
                round(each.seconds, 3),
                each.outcome,
                [problem_report(problem) for problem in each.problems],
                list(each.remarks),
            )
            for each in checks
        ],
    )


def problem_report(problem: Problem) -> ProblemReport:
    return ProblemReport(str(problem.path), problem.line, problem.message, problem.advice)


def standing_of(checks: Iterable[Checked]) -> Standing:
    """The worst of several: otherwise, then could not tell, then as declared."""
    all_of_them = {each.standing for each in checks}
    return next(
        (each for each in (Standing.OTHERWISE, Standing.UNTOLD) if each in all_of_them), Standing.AS_DECLARED
    )
