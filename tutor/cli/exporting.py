"""``--export``: what a command told, as a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tutor.cli.printing import note, stop

if TYPE_CHECKING:
    from tutor.insight.export import Exportable

ENDINGS = (".md", ".json", ".svg")


def _checked(ctx: click.Context, param: click.Parameter, values: tuple[Path, ...]) -> tuple[Path, ...]:
    for path in values:
        if path.suffix.lower() not in ENDINGS:
            raise click.BadParameter(f"{path} ends in none of {', '.join(ENDINGS)}.", ctx, param)
    return values


export_option = click.option(
    "--export",
    "exports",
    type=click.Path(path_type=Path, dir_okay=False),
    multiple=True,
    callback=_checked,
    metavar="FILE",
    help="Write it to FILE too, as Markdown (.md), JSON (.json) or a picture (.svg). May be given several "
    "times.",
)


def export(report: Exportable, paths: Sequence[Path]) -> None:
    """Write the report to each file, whole or not at all."""
    from tutor.course.safe_file import replace
    from tutor.insight.export import exported

    for path in paths:
        try:
            replace(path, exported(report, path.suffix.lower()).encode(), scratch=path.absolute().parent)
        except OSError as error:
            stop(f"cannot write {path}: {error.strerror or error}.", advice="Name another file.")
        note(f"Written: {path}")
