"""A check of lessons as a table that grows while it goes on, then what to mend, then the sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from tutor.course.checking import Checked, Problem, Standing
from tutor.course.checking.finding import LessonFolder
from tutor.course.checking.lesson_check import TEXT_FILES
from tutor.course.variants import ANSWERS, WRONG

SIGNS = {Standing.AS_DECLARED: "✔", Standing.OTHERWISE: "✘", Standing.UNTOLD: "?"}
WIDEST_VERDICT = 30


class Teller:
    """Prints a row for each file as soon as it is checked; ``quiet`` prints nothing."""

    def __init__(self, chosen: Sequence[LessonFolder], *, quiet: bool) -> None:
        self._quiet = quiet
        self._lesson_width = max((len(each.name) for each in chosen), default=0)
        files = [
            f"{kind}/{path.name}"
            for each in chosen
            for kind in (ANSWERS, WRONG)
            for path in (each.folder / kind).glob("*.Dockerfile")
        ]
        self._file_width = max(map(len, [TEXT_FILES, *files]))
        self._named = ""
        self._also: list[Checked] = []

    def tell(self, lesson: LessonFolder, checked: Checked) -> None:
        """A row; what is only recorded, and is, is told in one row at the end."""
        if checked.role == "also" and checked.standing is Standing.AS_DECLARED:
            self._also.append(checked)
            return
        self._row(lesson, checked.file, checked.standing, checked.said, checked.seconds)

    def finish(self, lesson: LessonFolder) -> None:
        """The lesson has no more files."""
        if self._also:
            known = sum(not each.remarks for each in self._also)
            seconds = sum(each.seconds for each in self._also)
            self._row(
                lesson, "also/", Standing.AS_DECLARED, f"{known} of {len(self._also)} recorded", seconds
            )
        self._also = []

    def sum_up(self, engine: str, lessons: int, checks: Sequence[Checked]) -> None:
        """What to mend, by place; remarks; and the totals."""
        if self._quiet:
            return
        problems = [problem for each in checks for problem in each.problems]
        remarks = [remark for each in checks for remark in each.remarks]
        if problems or remarks:
            click.echo()
        for text in [*map(_placed, problems), *(f"remark: {remark}" for remark in remarks)]:
            click.echo(text)
        files = sum(each.files for each in checks)
        seconds = sum(each.seconds for each in checks)
        click.echo(
            f"\n{engine}: {_count(lessons, 'lesson')}, {_count(files, 'file')}: {_verdict(checks)} "
            f"({seconds:.0f} s)"
        )

    def _row(self, lesson: LessonFolder, file: str, standing: Standing, said: str, seconds: float) -> None:
        if self._quiet:
            return
        name = "" if lesson.name == self._named else lesson.name
        self._named = lesson.name
        verdict = said if len(said) <= WIDEST_VERDICT else said[: WIDEST_VERDICT - 1] + "…"
        click.echo(
            f"{name:<{self._lesson_width}}  {SIGNS[standing]} {file:<{self._file_width}}  "
            f"{verdict:<{WIDEST_VERDICT}}  {seconds:6.1f} s"
        )


def _placed(problem: Problem) -> str:
    """A problem with its path as short as it can be from here."""
    here = Path.cwd()
    path = problem.path.relative_to(here) if problem.path.is_relative_to(here) else problem.path
    return str(replace(problem, path=path))


def _verdict(checks: Sequence[Checked]) -> str:
    otherwise = sum(each.standing is Standing.OTHERWISE for each in checks)
    untold = sum(each.standing is Standing.UNTOLD for each in checks)
    if not otherwise and not untold:
        return "all as declared"
    parts = [f"{otherwise} not as declared"] if otherwise else []
    return ", ".join(parts + ([f"{untold} could not be told"] if untold else []))


def _count(number: int, one: str) -> str:
    return f"{number} {one}{'' if number == 1 else 's'}"
