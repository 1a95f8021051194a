"""The manual page, made of the commands: ``python -m tests.man`` writes it anew."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import click

from tutor import __version__
from tutor.cli import COMMANDS, main
from tutor.cli.environment import EXIT_CODES, VARIABLES
from tutor.cli.examples import EXAMPLES

PAGE = Path(__file__).parents[1] / "man" / "distill.1"
KEEP_LINES = "\b"
"""What click marks a paragraph with whose lines stay as they are."""


def page() -> str:
    """The whole page in roff."""
    context = click.Context(main, info_name="distill")
    return "\n".join([*_head(context), *_commands(context), *_foot()]) + "\n"


def _head(context: click.Context) -> Iterator[str]:
    first, *others = _paragraphs(main.help)
    yield rf'.TH DISTILL 1 "" "Distill {__version__}" "User Commands"'
    yield from (".SH NAME", rf"distill \- {_plain(first[0].lower() + first[1:].rstrip('.'))}", ".SH SYNOPSIS")
    yield from (".B distill", r"[\fIOPTIONS\fR] [\fICOMMAND\fR [\fIARGUMENTS\fR]]", ".SH DESCRIPTION")
    for paragraph in others:
        yield from _told(paragraph)
    yield from _options(context)


def _commands(context: click.Context) -> Iterator[str]:
    yield ".SH COMMANDS"
    for name in COMMANDS:
        command = main.get_command(context, name)
        assert command is not None
        yield from _command(command, context, name)


def _command(command: click.Command, parent: click.Context, name: str) -> Iterator[str]:
    context = click.Context(command, parent=parent, info_name=name)
    words = context.command_path.partition(" ")[2]
    usage = " ".join(command.collect_usage_pieces(context))
    yield f".SS {_plain(f'distill {words} {usage}')}"
    for paragraph in _paragraphs(command.help):
        yield from _told(paragraph)
    yield from _options(context)
    if words in EXAMPLES:
        yield from (".PP", "Examples:")
        for line, gives in EXAMPLES[words]:
            yield from (".TP", rf"\fB{_plain(line)}\fR", _plain(gives))
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            found = command.get_command(context, below)
            assert found is not None
            yield from _command(found, context, below)


def _options(context: click.Context) -> Iterator[str]:
    for option in context.command.get_params(context):
        told = option.get_help_record(context) if isinstance(option, click.Option) else None
        if told is not None and "--help" not in option.opts:
            yield from (".TP", rf"\fB{_plain(told[0])}\fR", _plain(" ".join(told[1].split())))


def _foot() -> Iterator[str]:
    for title, rows in (("EXIT STATUS", EXIT_CODES), ("ENVIRONMENT", VARIABLES)):
        yield f".SH {title}"
        for name, meaning in rows:
            yield from (".TP", rf"\fB{_plain(name)}\fR", _plain(meaning[0].upper() + meaning[1:] + "."))
    yield from (".SH SEE ALSO", r"\fBdocker\fR(1), \fBpodman\fR(1), \fBDockerfile\fR(5)")


def _paragraphs(text: str | None) -> list[str]:
    return re.split(r"\n\s*\n", inspect.cleandoc(text or ""))


def _told(paragraph: str) -> Iterator[str]:
    if paragraph.startswith(KEEP_LINES):
        yield from (
            ".PP",
            ".nf",
            *map(_plain, paragraph.removeprefix(KEEP_LINES).strip("\n").split("\n")),
            ".fi",
        )
    else:
        yield from (".PP", _plain(" ".join(paragraph.split())))


def _plain(text: str) -> str:
    r"""Text that roff takes as it is: no escapes, no hyphens, no requests, ASCII."""
    safe = text.replace("\\", r"\e").replace("-", r"\-")
    safe = re.sub(r"[^\x00-\x7f]", lambda found: rf"\[u{ord(found[0]):04X}]", safe)
    return rf"\&{safe}" if safe.startswith((".", "'")) else safe


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), "utf-8")
