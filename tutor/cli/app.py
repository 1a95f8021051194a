"""``distill`` and ``distill app``: the one command that opens the Textual app."""

from __future__ import annotations

import click

from tutor.cli.command import Command
from tutor.cli.options import engine_option


@click.command("app", cls=Command)
@click.argument("lesson", required=False)
@engine_option
def command(lesson: str | None = None, engine: str = "auto") -> None:
    """Open the tutor, at LESSON if one is named."""
    from tutor.cli.subject import find_lesson

    start = find_lesson(lesson).slug if lesson else None
    from tutor.ui.app import DistillApp
    from tutor.ui.hangup import end_with_the_terminal

    end_with_the_terminal()
    app = DistillApp(engine_choice=engine, lesson=start)
    app.run()
    app.keep_glance()
