"""``distill build``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tutor.cli.building import built
from tutor.cli.command import Command
from tutor.cli.connecting import connected, interruptible
from tutor.cli.narrate import summary
from tutor.cli.options import (
    engine_option,
    file_option,
    json_option,
    no_cache_option,
    replay_option,
    target_option,
)
from tutor.cli.printing import NOT_PASSED, print_json
from tutor.cli.subject import subject_of

if TYPE_CHECKING:
    from tutor.engine import Replay


@click.command("build", cls=Command)
@click.argument("subject", required=False, metavar="[LESSON|DIR]")
@file_option
@target_option
@engine_option
@no_cache_option
@replay_option
@json_option
def command(
    subject: str | None,
    file: str | None,
    target: str | None,
    engine: str,
    no_cache: bool,
    replay: Replay,
    as_json: bool,
) -> None:
    """Build a lesson or a folder with a Dockerfile, and measure every stage of it."""
    from tutor.engine import BuildRequest, report_of

    what = subject_of(subject, file)
    request = BuildRequest(
        dockerfile=what.text,
        context=what.folder,
        name=what.name,
        dockerfile_path=what.dockerfile_path,
        target=target,
        use_cache=not no_cache,
        replay=replay,
    )
    with connected(engine) as built_by, interruptible() as cancel:
        result = built(built_by, request, cancel, quiet=as_json)
    if as_json:
        print_json(report_of(result))
    else:
        click.echo(summary(result))
    if not result.ok:
        raise click.exceptions.Exit(NOT_PASSED)
