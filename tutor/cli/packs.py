"""``distill lessons add`` and ``remove``: lessons that come from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tutor.cli.command import Command
from tutor.cli.options import json_option
from tutor.cli.printing import note, print_json, table
from tutor.home import expanded

if TYPE_CHECKING:
    from tutor.cli.pack_documents import PackRow
    from tutor.course import Course, Progress

DATA_ONLY = (
    "Nothing of it was executed. Building a lesson runs its Dockerfile on your engine, as any build does."
)


@click.command("add", cls=Command, short_help="Add lessons: a folder, an archive or a Git URL.")
@click.argument("source", metavar="PATH|ARCHIVE|GIT-URL")
@click.option("--name", metavar="NAME", help="What to call the pack; by default after where it comes from.")
@json_option
def add(source: str, name: str | None, as_json: bool) -> None:
    """Add a pack of lessons: a folder, a .tar.gz, a .zip or a Git repository with lessons/ and sample_apps/.

    It is checked before it is taken, and it is data only: nothing of it is executed. A pack of the same name
    is replaced by it; what you wrote in its lessons stays.
    """
    import time

    from tutor.cli.pack_documents import PackAdded
    from tutor.course.packs import add_pack

    if expanded(source).exists():
        source = str(expanded(source).resolve())
    added = add_pack(source, now=time.time(), name=name)
    pack = added.pack
    handles = [lesson.handle for lesson in pack.lessons]
    if as_json:
        print_json(
            PackAdded(pack.name, str(pack.folder), handles, added.files, added.renewed, added.unwritten)
        )
        return
    verb = "Renewed" if added.renewed else "Added"
    click.echo(
        f"{verb} the pack {pack.name}: {_count(len(handles), 'lesson')}, {_count(added.files, 'file')}."
    )
    for lesson in pack.lessons:
        click.echo(f"  {lesson.handle}  {lesson.title}")
    if added.unwritten:
        note(
            f"\nIt is unfinished: {_count(added.unwritten, 'place')} still to be written. "
            f"`distill lesson check {pack.name}:` tells where."
        )
    click.echo(
        f"\n{DATA_ONLY}\n`distill start {handles[0]}` gives you the files of its first lesson.", err=True
    )


@click.command("remove", cls=Command, short_help="Remove lessons that were added.")
@click.argument("name")
@json_option
def remove(name: str, as_json: bool) -> None:
    """Remove the pack NAME. What you wrote in its lessons stays."""
    from tutor.cli.pack_documents import PackRemoved
    from tutor.course.packs import remove_pack

    pack = remove_pack(name)
    if as_json:
        print_json(PackRemoved(pack.name, str(pack.folder)))
    else:
        click.echo(f"Removed the pack {pack.name}.")


def pack_rows(course: Course, progress: Progress) -> list[PackRow]:
    """The packs with how far the learner is."""
    from tutor.cli.pack_documents import PackLessonRow, PackRow

    return [
        PackRow(
            pack.name,
            str(pack.folder),
            None if pack.origin is None else pack.origin.source,
            [
                PackLessonRow(
                    lesson.handle,
                    lesson.slug,
                    lesson.title,
                    lesson.summary,
                    lesson.minutes,
                    len(lesson.goals),
                    len(progress.passed(lesson.slug) & {goal.id for goal in lesson.goals}),
                )
                for lesson in pack.lessons
            ],
            None if pack.fault is None else str(pack.fault),
        )
        for pack in course.packs
    ]


def tell_packs(packs: list[PackRow]) -> None:
    """The packs below the course."""
    for pack in packs:
        click.echo(f"\n{pack.name}{f'  from {pack.source}' if pack.source else ''}")
        if pack.fault is not None:
            click.echo(f"  cannot be read: {pack.fault}")
            continue
        lines = [
            (
                one.handle,
                one.title,
                "done" if one.passed == one.goals else f"{one.passed} of {one.goals}",
                str(one.minutes),
                one.summary,
            )
            for one in pack.lessons
        ]
        click.echo(table(lines, right=frozenset({0, 3})))


def _count(number: int, one: str) -> str:
    return f"{number} {one}{'' if number == 1 else 's'}"
