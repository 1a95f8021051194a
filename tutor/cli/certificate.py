"""``distill certificate``."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tutor.cli.command import Command
from tutor.cli.options import json_option
from tutor.cli.printing import NOT_PASSED, note, print_json, stop

if TYPE_CHECKING:
    from tutor.cli.course_documents import Certified
    from tutor.course.certificate import Certificate

MOST_NAME = 120


@click.command("certificate", cls=Command)
@click.option(
    "--name", default="", metavar="NAME", help="Whose it is; without it there is a line to write on."
)
@click.option(
    "--to",
    "to",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write it to FILE, whole or not at all, instead of stdout.",
)
@json_option
def command(name: str, to: Path | None, as_json: bool) -> None:
    """Print a certificate of the lessons you completed, in Markdown, with your own figures.

    The certificate says how many lessons are done; when none is, there is none, and the exit code is 1.
    """
    from tutor.course import Course, Progress
    from tutor.course.certificate import Certificate
    from tutor.course.course_map import course_map

    with Progress.open() as progress:
        found = Certificate(name[:MOST_NAME].strip(), course_map(Course.load(), progress), time.time())
    if not found.completed:
        stop(
            "there is nothing to certify yet: no lesson is done.",
            advice="`distill lessons` lists them.",
            code=NOT_PASSED,
        )
    if to is not None:
        _write(to, found.markdown())
    if as_json:
        print_json(_document(found, to))
    elif to is None:
        click.echo(found.markdown(), nl=False)


def _write(to: Path, markdown: str) -> None:
    from tutor.course.safe_file import replace

    try:
        replace(to, markdown.encode(), scratch=to.absolute().parent)
    except OSError as error:
        stop(f"cannot write {to}: {error.strerror or error}.", advice="Name another file.")
    note(f"Written: {to}")


def _document(found: Certificate, to: Path | None) -> Certified:
    from tutor.cli.course_documents import Certified
    from tutor.cli.lessons import lesson_row

    return Certified(
        name=found.name,
        completed=len(found.completed),
        lessons=len(found.map.standings),
        saved_bytes=found.map.saved_bytes,
        rows=[lesson_row(one, found.map) for one in found.completed],
        markdown=found.markdown(),
        file=None if to is None else str(to),
    )
