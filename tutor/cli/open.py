"""``distill open``: the tutor's screens for a person's own project."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tutor.cli.command import Command
from tutor.cli.options import build_arg_option, engine_option, json_option, target_option
from tutor.cli.printing import note


@click.command("open", cls=Command)
@click.argument("folder", default=".", metavar="[DIR]")
@click.option("-f", "--file", metavar="FILE", help="The Dockerfile, where it is not DIR/Dockerfile.")
@click.option("--new", is_flag=True, help="Write a first Dockerfile: DIR has none.")
@target_option
@build_arg_option
@engine_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    folder: str,
    file: str | None,
    new: bool,
    target: str | None,
    build_args: dict[str, str],
    engine: str,
    as_json: bool,
) -> None:
    """Open the folder DIR with its Dockerfile: edit it in place, build it, see what would save most.

    Nothing but the Dockerfile is written in DIR. --new writes one with two stages, on the bases of the
    project's language, and a .dockerignore where there is none. With --json, or without a terminal, it builds
    and prints what `distill explain DIR` prints.
    """
    from tutor.course import BuildOptions, Project, WorkspaceError
    from tutor.home import expanded

    if new and file is not None:
        raise click.UsageError("--new writes DIR/Dockerfile; leave --file out.")
    if new:
        from tutor.course.first_dockerfile import write_first_dockerfile

        for path in write_first_dockerfile(expanded(folder)):
            note(f"{path} is new.")
    try:
        project = Project.open(Path(folder), None if file is None else Path(file))
    except WorkspaceError as error:
        if not expanded(folder).exists():  # an image's name, perhaps
            error.advice += " What an image holds `distill inspect NAME` tells."
        raise
    if as_json or not (sys.stdin.isatty() and sys.stdout.isatty()):
        from tutor.cli.explain import command as explain

        ctx.invoke(
            explain,
            subject=str(project.folder),
            file=file,
            target=target,
            build_args=build_args,
            exports=(),
            engine=engine,
            no_cache=False,
            as_json=as_json,
        )
        return
    project.text()  # what cannot be read is told before the screen opens
    from tutor.ui.opening import open_tutor

    open_tutor(engine, project=project, options=BuildOptions(target, build_args))
