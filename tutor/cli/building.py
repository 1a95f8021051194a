"""A build on the command line, from request to result."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tutor.cli.connecting import INTERRUPTED
from tutor.cli.narrate import narrated

if TYPE_CHECKING:
    from tutor.engine import BuildRequest, BuildResult, Cancel, Engine


def built(engine: Engine, request: BuildRequest, cancel: Cancel, *, quiet: bool) -> BuildResult:
    """The result of a build, told on stderr while it goes on; a cancelled one ends the command."""
    from tutor.engine import Built, Failed

    for event in narrated(engine.build(request, cancel), quiet=quiet):
        if isinstance(event, Built | Failed):
            return event.result
    raise click.exceptions.Exit(INTERRUPTED)
