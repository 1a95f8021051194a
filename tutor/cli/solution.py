"""``distill solution``."""

from __future__ import annotations

import click

from tutor.cli.command import Command
from tutor.cli.options import json_option
from tutor.cli.printing import print_json
from tutor.cli.subject import find_lesson, lesson_subject


@click.command("solution", cls=Command)
@click.argument("lesson")
@click.option("--diff", "as_diff", is_flag=True, help="Show what to change in your Dockerfile instead.")
@json_option
def command(lesson: str, as_diff: bool, as_json: bool) -> None:
    """Print LESSON's solution; nothing of yours is changed."""
    from tutor.cli.documents import Solved
    from tutor.course import solution_diff

    found = find_lesson(lesson)
    diff = solution_diff(found, lesson_subject(found, None).text) if as_diff else None
    if as_json:
        print_json(Solved(found.slug, dockerfile=None if as_diff else found.solution, diff=diff))
    elif diff is not None:
        click.echo(diff or "Your Dockerfile is the solution.", nl=not diff)
    else:
        click.echo(found.solution, nl=False)
