"""``distill schema``."""

from __future__ import annotations

import json

import click
import msgspec

from tutor.cli.command import Command
from tutor.cli.schemas import DOCUMENTS


@click.command("schema", cls=Command)
@click.argument("document", type=click.Choice(list(DOCUMENTS)), metavar="COMMAND")
@click.option("--json", "as_json", is_flag=True, help="Print JSON: a schema always is.")
def command(document: str, as_json: bool) -> None:
    """Print the JSON Schema of what COMMAND prints with --json."""
    click.echo(json.dumps(msgspec.json.schema(DOCUMENTS[document]), indent=2))
