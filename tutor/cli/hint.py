"""``distill hint``."""

from __future__ import annotations

import click

from tutor.cli.command import Command
from tutor.cli.options import json_option
from tutor.cli.printing import print_json, stop
from tutor.cli.subject import find_lesson, lesson_subject

_BEYOND = "`distill solution {}` prints the solution."


@click.command("hint", cls=Command)
@click.argument("lesson")
@json_option
def command(lesson: str, as_json: bool) -> None:
    """Show the next hint of LESSON: first a nudge, then a pointer, then the way to the solution."""
    from tutor.cli.documents import Hinted
    from tutor.course import Progress, next_hint, why_no_hint

    found = find_lesson(lesson)
    mine = lesson_subject(found, None).text
    with Progress.open() as progress:
        not_yet = why_no_hint(found, progress)
        if not_yet is not None:
            stop(not_yet)
        shown = next_hint(found, progress, mine)
    if as_json:
        print_json(Hinted(found.slug, shown.number, shown.of, shown.text, shown.diff, shown.again))
        return
    if shown.again:
        click.echo(f"There is no further hint; this is the last one again. {_BEYOND.format(found.handle)}\n")
    click.echo(f"Hint {shown.number} of {shown.of}: {shown.text}")
    if shown.diff:
        click.echo(f"\n{shown.diff}", nl=False)
