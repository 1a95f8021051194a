"""``distill lessons``."""

from __future__ import annotations

import click

from tutor.cli.command import Command
from tutor.cli.options import json_option
from tutor.cli.printing import print_json, table


@click.command("lessons", cls=Command)
@json_option
def command(as_json: bool) -> None:
    """List the lessons and how far you are."""
    from tutor.cli.documents import LessonRow, Lessons
    from tutor.course import Course, Progress

    course = Course.load()
    with Progress.open() as progress:
        rows = [
            LessonRow(
                number=lesson.number,
                slug=lesson.slug,
                title=lesson.title,
                summary=lesson.summary,
                app=lesson.app,
                minutes=lesson.minutes,
                goals=len(lesson.goals),
                passed=len(progress.passed(lesson.slug)),
                completed=progress.completed(lesson.slug),
                attempts=len(progress.attempts(lesson.slug)),
            )
            for lesson in course.lessons
        ]
    if as_json:
        print_json(Lessons(rows))
        return
    lines = [("", "", "goals", "minutes", "what it is about")]
    for row in rows:
        state = "done" if row.completed else f"{row.passed} of {row.goals}"
        lines.append((str(row.number), row.title, state, str(row.minutes), row.summary))
    click.echo(table(lines, right=frozenset({0, 3})))
    click.echo("\n`distill` opens the tutor; `distill start 1` gives you the files of a lesson.", err=True)
