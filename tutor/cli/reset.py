"""``distill reset``."""

from __future__ import annotations

import click

from tutor.cli.command import Command
from tutor.cli.options import json_option
from tutor.cli.printing import NOT_PASSED, print_json, stop
from tutor.cli.subject import find_lesson


@click.command("reset", cls=Command)
@click.argument("lesson")
@click.option("--undo", is_flag=True, help="Take the last reset back.")
@json_option
def command(lesson: str, undo: bool, as_json: bool) -> None:
    """Put LESSON's Dockerfile and its other files back to the start; --undo brings yours back."""
    from tutor.cli.documents import Reset
    from tutor.course import Workspace

    found = find_lesson(lesson)
    workspace = Workspace.open(found)
    put_back: tuple[str, ...] = ()
    if not undo:
        put_back = workspace.reset()
    elif not workspace.undo_reset():
        stop(f"there is no reset of lesson {found.number} to take back.", code=NOT_PASSED)
    if as_json:
        print_json(Reset(found.slug, str(workspace.dockerfile_path), undo, put_back=list(put_back)))
        return
    from tutor.course.goals.words import some

    if undo:
        click.echo(f"{workspace.dockerfile_path} is yours again.")
    else:
        also = f", and {some(put_back)}" if put_back else ""
        click.echo(f"{workspace.dockerfile_path} is at its start{also}.")
        click.echo(f"Undo: `distill reset {found.handle} --undo`")
