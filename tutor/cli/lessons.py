"""``distill lessons``: the map of the course."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tutor.cli.command import Group
from tutor.cli.options import json_option
from tutor.cli.packs import add, pack_rows, remove, tell_packs
from tutor.cli.printing import print_json, table

if TYPE_CHECKING:
    from tutor.cli.course_documents import LessonRow
    from tutor.course.course_map import CourseMap, Standing


@click.group("lessons", cls=Group, invoke_without_command=True)
@json_option
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """List the lessons, how far you are, and which is next. Any of them may be opened at any time.

    `add` takes more lessons from elsewhere, `remove` takes them away again.
    """
    if ctx.invoked_subcommand is not None:
        return
    from tutor.course import Course, Progress
    from tutor.course.course_map import SAVED_MEANS, course_map

    course = Course.load()
    with Progress.open() as progress:
        found = course_map(course, progress)
        packs = pack_rows(course, progress)
    if as_json:
        from tutor.cli.course_documents import Lessons

        rows = [lesson_row(one, found) for one in found.standings]
        following = None if found.next is None else found.next.lesson.slug
        print_json(
            Lessons(rows, next=following, saved_bytes=found.saved_bytes, saved_means=SAVED_MEANS, packs=packs)
        )
        return
    _tell(found)
    tell_packs(packs)


command.add_command(add)
command.add_command(remove)


def lesson_row(one: Standing, course: CourseMap) -> LessonRow:
    """A lesson as a document."""
    from tutor.cli.course_documents import LessonRow
    from tutor.cli.printing import iso

    lesson, best = one.lesson, one.best
    quiz = None if one.quiz is None else "right" if one.quiz_right else "wrong"
    return LessonRow(
        number=lesson.number,
        slug=lesson.slug,
        title=lesson.title,
        summary=lesson.summary,
        app=lesson.app,
        minutes=lesson.minutes,
        goals=one.goals,
        passed=one.reached,
        completed=one.done,
        attempts=one.tally.attempts,
        challenge=lesson.challenge,
        next=one is course.next,
        builds_on=[other.number for other in one.builds_on],
        not_done_yet=[other.number for other in one.not_done_yet],
        covers=list(lesson.covers),
        first_bytes=None if one.first is None else one.first.final_bytes,
        best_bytes=None if best is None else best.final_bytes,
        engine=None if best is None else best.engine,
        recorded=None if best is None else best.recorded,
        attempts_to_pass=one.tally.attempts_to_pass,
        hints=one.hints,
        quiz=quiz,
        passed_at=None if one.tally.passed_at is None else iso(one.tally.passed_at),
    )


def _tell(found: CourseMap) -> None:
    from tutor.cli.telling.words import columns, count, size, wrapped
    from tutor.course.course_map import SAVED_MEANS

    lines = [("", "", "name", "goals", "min", "first → best", "quiz", "builds on")]
    for one in found.standings:
        lines.append(
            (
                f"{'next ' if one is found.next else ''}{one.lesson.number}",
                one.lesson.title,
                one.lesson.slug,
                "done" if one.done else f"{one.reached} of {one.goals}",
                str(one.lesson.minutes),
                _bytes(one),
                "" if one.quiz is None else "right" if one.quiz_right else "wrong",
                _builds_on(one),
            )
        )
    text = table(lines, right=frozenset({0, 4}))
    if max(map(len, text.splitlines())) > columns():
        text = table([(at, *rest[1:5], rest[6]) for at, *rest in lines], right=frozenset({0, 3}))
    click.echo(text)
    if any(one.not_done_yet for one in found.standings):
        click.echo("\n○ is not done yet.")
    click.echo(
        f"\n{found.done} of {count(len(found.standings), 'lesson')} done, {size(found.saved_bytes)} saved."
    )
    if found.saved_bytes:
        click.echo(wrapped(SAVED_MEANS))
    click.echo(
        "\n`distill` opens the tutor; `distill start 1` gives you the files of a lesson; none is locked.",
        err=True,
    )


def _bytes(one: Standing) -> str:
    from tutor.image.size import human

    if one.first is None:
        return ""
    return f"{human(one.first.final_bytes)} → {human(one.best.final_bytes) if one.best else '?'}"


def _builds_on(one: Standing) -> str:
    missing = {other.number for other in one.not_done_yet}
    return " ".join(f"{'○' if other.number in missing else ''}{other.number}" for other in one.builds_on)
