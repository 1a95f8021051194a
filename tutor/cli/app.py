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
    from tutor.ui.opening import open_tutor

    if lesson:
        from tutor.cli.subject import find_lesson

        lesson = find_lesson(lesson).slug
    open_tutor(engine, lesson)
