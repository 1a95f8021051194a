"""``distill open``: the tutor's screens for a person's own project."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tutor.cli.command import Command
from tutor.cli.options import build_arg_option, engine_option, json_option, target_option


@click.command("open", cls=Command)
@click.argument("folder", default=".", metavar="DIR")
@click.option("-f", "--file", metavar="FILE", help="The Dockerfile, where it is not DIR/Dockerfile.")
@target_option
@build_arg_option
@engine_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    folder: str,
    file: str | None,
    target: str | None,
    build_args: dict[str, str],
    engine: str,
    as_json: bool,
) -> None:
    """Open the folder DIR with its Dockerfile: edit it in place, build it, see what would save most.

    Nothing but the Dockerfile is written in DIR. With --json, or without a terminal, it builds and prints
    what `distill explain DIR` prints.
    """
    from tutor.course import BuildOptions, Project

    project = Project.open(Path(folder), None if file is None else Path(file))
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
