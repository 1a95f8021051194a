"""``distill start``."""

from __future__ import annotations

import click

from tutor.cli.command import Command
from tutor.cli.options import json_option
from tutor.cli.printing import print_json
from tutor.cli.subject import find_lesson


@click.command("start", cls=Command)
@click.argument("lesson")
@click.option(
    "--fresh-app",
    is_flag=True,
    help="Put all files but the Dockerfile back as they came. `distill reset --undo` brings yours back.",
)
@json_option
def command(lesson: str, fresh_app: bool, as_json: bool) -> None:
    """Put LESSON's app and Dockerfile into a folder and say where. What you wrote there stays."""
    from tutor.cli.documents import Started
    from tutor.course import Course, Progress, Workspace
    from tutor.course.course_map import course_map

    found = find_lesson(lesson)
    workspace = Workspace.open(found)
    put_back = workspace.put_files_back() if fresh_app else ()
    changed = workspace.changed_files()
    with Progress.open() as progress:
        progress.last_lesson = found.slug
        missing = course_map(Course.load(), progress).of(found).not_done_yet
    if as_json:
        print_json(
            Started(
                found.slug,
                str(workspace.folder),
                str(workspace.dockerfile_path),
                changed=list(changed),
                put_back=list(put_back),
                not_done_yet=[one.number for one in missing],
            )
        )
        return
    click.echo(f"{found.number} · {found.title}")
    if missing:
        names = " and ".join(f"{one.number} ({one.title})" for one in missing)
        click.echo(f"It builds on {names}, not done yet; you may go on all the same.")
    click.echo(f"\n{found.text.strip()}\n")
    click.echo("Goals:")
    for goal in found.goals:
        click.echo(f"  - {goal.title}")
    if put_back:
        click.echo(f"\nPut back as they came: {', '.join(put_back)}.")
    if changed:
        click.echo(f"\nNot as they came: {', '.join(changed)}. `distill start {found.handle} --fresh-app`")
        click.echo("puts them back; your Dockerfile stays.")
    click.echo(f"\nEdit {workspace.dockerfile_path}")
    click.echo(
        f"then `distill check {found.handle}`. The app opens the same file: `distill app {found.handle}`."
    )
