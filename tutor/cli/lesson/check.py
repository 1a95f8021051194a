"""``distill lesson check``."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import click

from tutor.cli.command import Command
from tutor.cli.connecting import connected, interruptible
from tutor.cli.options import engine_option, json_option
from tutor.cli.printing import COULD_NOT_TELL, NOT_PASSED, print_json, stop

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tutor.course.checking import Checked
    from tutor.course.checking.finding import LessonFolder
    from tutor.engine import Cancel, Engine
    from tutor.engine.embedded.engine import EmbeddedEngine


@click.command("check", cls=Command, short_help="Hold lessons against what they say of themselves.")
@click.argument("lessons", nargs=-1, metavar="[NAME|DIR]...")
@click.option("--all", "every", is_flag=True, help="Every lesson of the course.")
@engine_option
@json_option
def check(lessons: tuple[str, ...], every: bool, engine: str, as_json: bool) -> None:
    """Hold lessons against what they say of themselves: exit code 0 when all is as declared, 1 when not.

    What is written is checked first: lengths, links, hints, quiz. Then each Dockerfile is built: the start
    fails as declared, the solution and the other answers pass, each wrong turn is recognised; and the
    embedded engine knows all of them. 2 means that something could not be told.
    """
    from tutor.cli.lesson.telling import Teller
    from tutor.course.checking import Standing
    from tutor.course.checking.finding import course_folders, folders_of
    from tutor.course.checking.report import CheckReport, lesson_report, standing_of

    if every == bool(lessons):
        stop("name lessons or a folder of lessons, or all of the course with --all.")
    chosen = course_folders() if every else [found for text in lessons for found in folders_of(text)]
    checks: list[Checked] = []
    reports = []
    with connected(engine, builds=False) as built_by, interruptible() as cancel:
        known = _embedded(built_by)
        teller = Teller(chosen, quiet=as_json)
        for each in chosen:
            own = []
            for checked in _checked(each, built_by, known, cancel):
                teller.tell(each, checked)
                own.append(checked)
            if cancel.thrown:
                break
            teller.finish(each)
            checks += own
            reports.append(lesson_report(each.name, str(each.folder), own))
        if every and not cancel.thrown:
            whole, course = _course(chosen)
            teller.tell(course, whole)
            checks.append(whole)
            reports.append(lesson_report(course.name, str(course.folder), [whole]))
        title = built_by.info.title
    standing = standing_of(checks)
    as_declared = standing is Standing.AS_DECLARED
    if as_json:
        print_json(CheckReport(title, as_declared, sum(one.files for one in checks), reports))
    else:
        teller.sum_up(title, len(chosen), checks)
    if not as_declared:
        raise click.exceptions.Exit(NOT_PASSED if standing is Standing.OTHERWISE else COULD_NOT_TELL)


def _checked(each: LessonFolder, engine: Engine, known: EmbeddedEngine, cancel: Cancel) -> Iterator[Checked]:
    """A lesson's checks; of one that cannot be loaded, that alone."""
    from tutor.course import LessonError
    from tutor.course.checking import Checked, Problem, Standing, check_lesson
    from tutor.course.proof import proof_name

    try:
        lesson = each.load()
    except LessonError as error:
        yield Checked(
            "lesson.toml", "text", Standing.OTHERWISE, "cannot be read", (Problem.of(error),), files=0
        )
        return
    try:
        yield from check_lesson(lesson, engine, known, cancel=cancel)
    finally:
        engine.clean(name=proof_name(lesson))


def _course(chosen: Sequence[LessonFolder]) -> tuple[Checked, LessonFolder]:
    """What is asked of the course as a whole, and what stands for it in the table."""
    from tutor.course import Lesson, LessonError
    from tutor.course.checking.finding import LessonFolder
    from tutor.course.checking.whole_course import check_course
    from tutor.course.content import apps_folder, lessons_folder

    lessons: list[Lesson] = []
    for each in chosen:
        with suppress(LessonError):  # told in its own row
            lessons.append(each.load())
    folder = lessons_folder()
    return check_course(lessons, folder), LessonFolder(folder, apps_folder())


def _embedded(engine: Engine) -> EmbeddedEngine:
    """The embedded engine: the one that builds, or one to look the recordings up in."""
    from tutor.engine.embedded.catalogue.catalogue import Catalogue
    from tutor.engine.embedded.engine import EmbeddedEngine

    return engine if isinstance(engine, EmbeddedEngine) else EmbeddedEngine(Catalogue.load())
