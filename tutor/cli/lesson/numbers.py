"""``distill lesson numbers``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tutor.cli.command import Command
from tutor.cli.options import json_option
from tutor.cli.printing import print_json, stop, table

if TYPE_CHECKING:
    from tutor.cli.lesson_documents import WeightRow
    from tutor.course.checking.numbers import Weight


@click.command("numbers", cls=Command, short_help="Tell what lessons weigh and hold.")
@click.argument("lessons", nargs=-1, metavar="[NAME|DIR]...")
@click.option("--all", "every", is_flag=True, help="Every lesson of the course.")
@click.option("--markdown", "as_markdown", is_flag=True, help="Print a table in Markdown.")
@json_option
def numbers(lessons: tuple[str, ...], every: bool, as_markdown: bool, as_json: bool) -> None:
    """Tell what start and solution of lessons weigh and hold, from what the embedded engine has recorded."""
    from tutor.cli.lesson_documents import LessonNumbers, NumbersRow
    from tutor.course.checking.finding import course_folders, folders_of
    from tutor.course.checking.numbers import HEADINGS, markdown, numbers_of
    from tutor.engine.embedded.catalogue.catalogue import Catalogue
    from tutor.engine.embedded.engine import EmbeddedEngine

    if every == bool(lessons):
        stop("name lessons or a folder of lessons, or all of the course with --all.")
    chosen = course_folders() if every else [found for text in lessons for found in folders_of(text)]
    engine = EmbeddedEngine(Catalogue.load())
    rows = [numbers_of(each.load(), engine) for each in chosen]
    if as_json:
        found = [NumbersRow(row.lesson.handle, _row(row.start), _row(row.solution)) for row in rows]
        print_json(LessonNumbers(found))
    elif as_markdown:
        click.echo(markdown(rows, engine))
    else:
        click.echo(table([HEADINGS, *(row.cells for row in rows)]))


def _row(weight: Weight | str) -> WeightRow | None:
    from tutor.cli.lesson_documents import WeightRow

    return (
        None
        if isinstance(weight, str)
        else WeightRow(weight.size, weight.packages, weight.shells, weight.setuid)
    )
