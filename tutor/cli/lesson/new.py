"""``distill lesson new``."""

from __future__ import annotations

from pathlib import Path

import click

from tutor.cli.command import Command
from tutor.cli.options import json_option
from tutor.cli.printing import print_json


@click.command("new", cls=Command, short_help="Make a lesson to begin with.")
@click.argument("name")
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    metavar="DIR",
    help="The folder of the pack, by default the one you are in: it gets lessons/ and sample_apps/.",
)
@json_option
def new(name: str, into: Path, as_json: bool) -> None:
    """Make a lesson to begin with: it builds and proves itself, and says what is still to be written.

    NAME is a slug such as `two-doors`, or `07-two-doors`; without a number it comes after the others.
    """
    from tutor.cli.lesson_documents import NewLessonMade
    from tutor.course.skeleton import new_lesson

    made = new_lesson(name, into)
    if as_json:
        print_json(NewLessonMade(made.folder.name, str(made.folder), str(made.app)))
        return
    click.echo(f"Made {made.folder} and {made.app}.")
    click.echo(f"`distill lesson check {made.folder}` tells what is still to be written.", err=True)
