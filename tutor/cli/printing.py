"""How commands speak: results on stdout, everything else on stderr, JSON as one document."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

import click
import msgspec

if TYPE_CHECKING:
    from tutor.engine import BuildResult, NotRecorded

COULD_NOT_TELL = 2
NOT_PASSED = 1


_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
"""What would steer a terminal, or turn text around, and JSON does not escape by itself."""


def print_json(document: msgspec.Struct) -> None:
    """One JSON document on stdout."""
    text = msgspec.json.format(msgspec.json.encode(document), indent=2).decode()
    click.echo(_UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def note(text: str) -> None:
    """A remark that is not the result, on stderr."""
    click.echo(text, err=True)


def stop(message: str, *, advice: str = "", code: int = COULD_NOT_TELL) -> NoReturn:
    """End the command with a message and what to do next; with --json also as a document."""
    from tutor.image.showing import encodable, shown

    if wants_json():
        from tutor.cli.documents import Stopped

        print_json(Stopped(encodable(message), encodable(advice)))
    # A message may name what an archive holds.
    note("distill: " + "\n".join(map(shown, message.split("\n"))))
    if advice:
        note(f"  {shown(advice)}")
    raise click.exceptions.Exit(code)


def stop_failed(result: BuildResult) -> NoReturn:
    """End the command because the Dockerfile did not build: how far it came, and why it stopped."""
    from tutor.cli.narrate import summary

    failure = result.failure
    if wants_json() and failure is not None:
        from tutor.cli.documents import Stopped

        advice = "" if failure.cause is None else failure.cause.meaning
        print_json(Stopped(failure.message, advice, line=failure.line))
    note(summary(result))
    raise click.exceptions.Exit(NOT_PASSED)


def stop_unrecorded(error: NotRecorded) -> NoReturn:
    """End the command because the embedded engine does not know: what, why, what it knows, what to do."""
    where = f"line {error.line}: " if error.line else ""
    message = f"{where}{error.what} is not recorded: {error.reason}"
    if wants_json():
        from tutor.cli.documents import Stopped

        print_json(
            Stopped(
                message,
                error.advice,
                not_recorded=error.what,
                reason=error.reason,
                near=list(error.near),
                line=error.line,
            )
        )
    note(f"distill: {message}")
    if error.near:
        note("  Recorded, and near it:")
    for near in error.near:
        note(f"    {near}")
    note(f"  {error.advice}")
    raise click.exceptions.Exit(COULD_NOT_TELL)


def wants_json() -> bool:
    """Whether the command that runs was called with --json."""
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.params.get("as_json"))


def iso(at: float) -> str:
    """Seconds since 1970 as ISO 8601 in UTC, to the second."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(at))


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
