"""``distill golf``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tutor.cli.command import Command
from tutor.cli.options import json_option
from tutor.cli.printing import NOT_PASSED, iso, print_json, stop, table

if TYPE_CHECKING:
    from tutor.cli.course_documents import GolfApp, GolfRow
    from tutor.course.finished import FinishedBuild
    from tutor.course.golf import GolfBoard


@click.command("golf", cls=Command)
@click.argument("app", required=False)
@json_option
def command(app: str | None, as_json: bool) -> None:
    """Tell your own records for APP, or for all apps: the smallest final images and the quickest rebuilds.

    Only builds with all goals of their lesson green count. Nothing is sent anywhere.
    """
    from tutor.course import Progress
    from tutor.course.golf import COUNTS, REBUILD_MEANS, golf_boards

    with Progress.open() as progress:
        boards = golf_boards(progress)
    if app is not None:
        boards = _chosen(app, boards)
    if as_json:
        from tutor.cli.course_documents import Golf

        print_json(Golf([_document(board) for board in boards], COUNTS, REBUILD_MEANS))
    else:
        _tell(boards)


def _chosen(app: str, boards: tuple[GolfBoard, ...]) -> tuple[GolfBoard, ...]:
    """The board of one app. An app that no lesson has is wrong usage, one without a record is not."""
    from tutor.course import Course

    apps = sorted({lesson.app for lesson in Course.load()} | {board.app for board in boards})
    if app not in apps:
        import difflib

        near = difflib.get_close_matches(app, apps, 1)
        stop(
            f"no lesson builds {app}.",
            advice=f"Did you mean {near[0]}?" if near else f"Apps: {', '.join(apps)}.",
        )
    found = tuple(board for board in boards if board.app == app)
    if not found:
        stop(
            f"no build of {app} passed yet.",
            advice="`distill lessons` says which lesson builds it.",
            code=NOT_PASSED,
        )
    return found


def _document(board: GolfBoard) -> GolfApp:
    from tutor.cli.course_documents import GolfApp

    return GolfApp(board.app, board.largest_bytes, [*map(_row, board.top)], [*map(_row, board.rebuilds)])


def _row(one: FinishedBuild) -> GolfRow:
    from tutor.cli.course_documents import GolfRow

    return GolfRow(
        one.final_bytes,
        round(one.seconds, 3),
        one.lesson,
        one.number,
        one.engine,
        one.recorded,
        iso(one.started_at),
    )


def _tell(boards: tuple[GolfBoard, ...]) -> None:
    from tutor.cli.telling.words import wrapped
    from tutor.course.golf import COUNTS, REBUILD_MEANS

    if not boards:
        click.echo("No build passed yet: the board is empty. `distill lessons` says where to start.")
        return
    for board in boards:
        click.echo(f"{board.app}\n")
        click.echo(table([_HEAD, *(_place(number, one) for number, one in board.ranked)], right=_RIGHT))
        click.echo()
        for one in board.rebuilds:
            click.echo(f"  quickest rebuild on {_engine(one)}: {one.seconds:.1f} s, {_when(one)}")
        click.echo("" if board.rebuilds else "  no rebuild has passed yet\n", nl=bool(board.rebuilds))
    click.echo(wrapped(f"{COUNTS} {REBUILD_MEANS}"))


_HEAD = ("  ", "final image", "lesson", "attempt", "date", "engine")
_RIGHT = frozenset({0, 1, 3})


def _place(number: int, one: FinishedBuild) -> tuple[str, ...]:
    from tutor.image.size import human

    return (f"  {number}", human(one.final_bytes), one.lesson, str(one.number), _when(one), _engine(one))


def _engine(one: FinishedBuild) -> str:
    return f"{one.engine}{' (recorded)' if one.recorded else ''}"


def _when(one: FinishedBuild) -> str:
    from tutor.course.certificate import day

    return day(one.started_at)
