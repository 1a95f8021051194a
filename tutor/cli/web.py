"""``distill web``: the tutor in a browser."""

from __future__ import annotations

import click

from tutor.cli.command import Command
from tutor.cli.options import engine_option

REACHED = (
    "Other machines can reach this. Whoever has the link edits your files and runs builds as you, "
    "and the connection is not encrypted."
)


@click.command("web", cls=Command)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="Where to listen. Any other than this machine's own lets others in who have the link.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="PORT",
    default=0,
    show_default="a free one",
    help="Which port to take.",
)
@click.option("--lesson", metavar="LESSON", help="The lesson to open first.")
@click.option("--open", "open_browser", is_flag=True, help="Open a browser with it.")
@engine_option
def command(host: str, port: int, lesson: str | None, open_browser: bool, engine: str) -> None:
    """Serve the tutor to a browser, until Ctrl+C.

    It prints a link with a token. Only who opens that link comes in. Each tab is a session of its own;
    closing it loses nothing, for everything is kept as it is typed.
    """
    from tutor.cli.printing import note
    from tutor.cli.subject import find_lesson
    from tutor.web.address import listen
    from tutor.web.door import Door

    arguments = ["--engine", engine]
    if lesson is not None:
        arguments.append(find_lesson(lesson).slug)
    address = listen(host, port)
    door = Door(address)
    from tutor.web.server import TutorServer

    server = TutorServer(door, arguments)
    if not address.loopback:
        note(f"distill: {REACHED}")
    click.echo(f"Distill is at {door.link}")
    note("Ctrl+C ends it.")
    if open_browser:
        click.launch(door.ticket())
    server.run()
