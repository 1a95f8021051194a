"""``distill clean``."""

from __future__ import annotations

import click

from tutor.cli.command import Command
from tutor.cli.connecting import connected
from tutor.cli.options import engine_option, json_option
from tutor.cli.printing import print_json


@click.command("clean", cls=Command)
@click.option("--dry-run", is_flag=True, help="Say what would go, and leave it.")
@engine_option
@json_option
def command(dry_run: bool, engine: str, as_json: bool) -> None:
    """Remove the containers and images that Distill made on the engine, and nothing else.

    Base images and the engine's build cache stay: other projects use them too.
    """
    from tutor.cli.documents import CleanedUp
    from tutor.image.size import human

    with connected(engine, builds=False) as cleaned_engine:
        title = cleaned_engine.info.title
        cleaned = cleaned_engine.clean(dry_run=dry_run)
    if as_json:
        print_json(
            CleanedUp(title, dry_run, list(cleaned.containers), list(cleaned.images), cleaned.freed_bytes)
        )
        return
    for kind, names in (("container", cleaned.containers), ("image", cleaned.images)):
        for name in names:
            click.echo(f"{kind} {name}")
    total = len(cleaned.containers) + len(cleaned.images)
    verb = "would be removed from" if dry_run else "removed from"
    size = f", {human(cleaned.freed_bytes)}" if cleaned.freed_bytes else ""
    click.echo(f"{total} {'thing' if total == 1 else 'things'} {verb} {title}{size}.")
