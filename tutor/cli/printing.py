"""How commands speak: results on stdout, everything else on stderr, JSON as one document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

import click
import msgspec

COULD_NOT_TELL = 2
NOT_PASSED = 1


def print_json(document: msgspec.Struct) -> None:
    """One JSON document on stdout."""
    click.echo(msgspec.json.format(msgspec.json.encode(document), indent=2))


def note(text: str) -> None:
    """A remark that is not the result, on stderr."""
    click.echo(text, err=True)


def stop(message: str, *, advice: str = "", code: int = COULD_NOT_TELL) -> NoReturn:
    """End the command with a message and what to do next; with --json also as a document."""
    context = click.get_current_context(silent=True)
    if context is not None and context.params.get("as_json"):
        from tutor.cli.documents import Stopped

        print_json(Stopped(message, advice))
    click.echo(f"distill: {message}", err=True)
    if advice:
        click.echo(f"  {advice}", err=True)
    raise click.exceptions.Exit(code)


def table(rows: Sequence[Sequence[str]], *, right: frozenset[int] = frozenset()) -> str:
    """Rows as aligned columns, two spaces apart; columns in ``right`` are flush right."""
    if not rows:
        return ""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)
