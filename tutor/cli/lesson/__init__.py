"""``distill lesson``: for those who write lessons."""

from __future__ import annotations

import click

from tutor.cli.lesson.check import check
from tutor.cli.lesson.new import new
from tutor.cli.lesson.numbers import numbers


@click.group("lesson")
def command() -> None:
    """Write lessons, and hold them against what they say of themselves.

    The guide for authors is README.md in the folder of the lessons.
    """


command.add_command(check)
command.add_command(new)
command.add_command(numbers)
