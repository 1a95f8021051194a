"""``distill solution``."""

from __future__ import annotations

import difflib

import click

from tutor.cli.options import json_option
from tutor.cli.printing import print_json
from tutor.cli.subject import find_lesson, lesson_subject


@click.command("solution")
@click.argument("lesson")
@click.option("--diff", "as_diff", is_flag=True, help="Show what to change in your Dockerfile instead.")
@json_option
def command(lesson: str, as_diff: bool, as_json: bool) -> None:
    """Print LESSON's solution; nothing of yours is changed."""
    from tutor.cli.documents import Solved

    found = find_lesson(lesson)
    text = found.solution
    if as_diff:
        mine = lesson_subject(found, None).text
        text = "".join(
            difflib.unified_diff(
                mine.splitlines(keepends=True), text.splitlines(keepends=True), "yours", "solution"
            )
        )
    if as_json:
        print_json(Solved(found.slug, **{"diff" if as_diff else "dockerfile": text}))
        return
    click.echo(text or "Your Dockerfile is the solution.", nl=not text.endswith("\n"))
