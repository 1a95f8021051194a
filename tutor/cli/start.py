"""``distill start``."""

from __future__ import annotations

import click

from tutor.cli.command import Command
from tutor.cli.options import json_option
from tutor.cli.printing import print_json
from tutor.cli.subject import find_lesson


@click.command("start", cls=Command)
@click.argument("lesson")
@json_option
def command(lesson: str, as_json: bool) -> None:
    """Put LESSON's app and Dockerfile into a folder and say where. What you wrote there stays."""
    from tutor.cli.documents import Started
    from tutor.course import Progress, Workspace

    found = find_lesson(lesson)
    workspace = Workspace.open(found)
    with Progress.open() as progress:
        progress.last_lesson = found.slug
    if as_json:
        print_json(Started(found.slug, str(workspace.folder), str(workspace.dockerfile_path)))
        return
    click.echo(f"{found.number} · {found.title}\n\n{found.text.strip()}\n")
    click.echo("Goals:")
    for goal in found.goals:
        click.echo(f"  - {goal.title}")
    click.echo(f"\nEdit {workspace.dockerfile_path}")
    click.echo(
        f"then `distill check {found.number}`. The app opens the same file: `distill app {found.number}`."
    )
