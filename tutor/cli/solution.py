"""``distill solution``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tutor.cli.command import Command
from tutor.cli.options import json_option
from tutor.cli.printing import print_json, stop
from tutor.cli.subject import find_lesson, lesson_subject

if TYPE_CHECKING:
    from tutor.course import Lesson


@click.command("solution", cls=Command)
@click.argument("lesson")
@click.option("--diff", "as_diff", is_flag=True, help="Show what to change in your Dockerfile instead.")
@click.option("--anyway", is_flag=True, help="Also of an exam that gives no hints yet.")
@json_option
def command(lesson: str, as_diff: bool, anyway: bool, as_json: bool) -> None:
    """Print LESSON's solution; nothing of yours is changed."""
    from tutor.cli.documents import Solved
    from tutor.course import solution_diff

    found = find_lesson(lesson)
    if found.exam and not anyway:
        _hold_back(found)
    diff = solution_diff(found, lesson_subject(found, None).text) if as_diff else None
    if as_json:
        print_json(Solved(found.slug, dockerfile=None if as_diff else found.solution, diff=diff))
    elif diff is not None:
        click.echo(diff or "Your Dockerfile is the solution.", nl=not diff)
    else:
        click.echo(found.solution, nl=False)


def _hold_back(exam: Lesson) -> None:
    """End the command while the exam gives no hints either."""
    from tutor.course import Progress, why_no_hint

    with Progress.open() as progress:
        not_yet = why_no_hint(exam, progress)
    if not_yet is not None:
        stop(f"this is an exam. {not_yet}", advice="`--anyway` prints the solution all the same.")
