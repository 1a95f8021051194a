"""``distill inspect``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tutor.cli.command import Command
from tutor.cli.opening import opening
from tutor.cli.options import build_arg_option, engine_option, file_option, json_option, layers_option
from tutor.cli.printing import print_json
from tutor.cli.subject import named_of
from tutor.cli.thresholds import end_by, needs_layers, threshold_options, thresholds_of

if TYPE_CHECKING:
    from tutor.insight.opening import Opened
    from tutor.insight.report import InspectionReport
    from tutor.insight.thresholds import Thresholds

NO_TREE = -1
DEFAULT_DEPTH = 2


@click.command("inspect", cls=Command)
@click.argument("subject", metavar="IMAGE|ARCHIVE|DIR|LESSON[#STAGE]|-")
@click.option(
    "--tree",
    type=click.IntRange(min=1),
    is_flag=False,
    flag_value=DEFAULT_DEPTH,
    metavar="[=DEPTH]",
    help=f"Tell the folders with their bytes, DEPTH deep ({DEFAULT_DEPTH} unless said). Write --tree=3.",
)
@click.option("--files", is_flag=True, help="List every path with size, mode and owner.")
@file_option
@build_arg_option
@layers_option
@threshold_options
@engine_option
@json_option
def command(
    subject: str,
    layers: bool,
    tree: int | None,
    files: bool,
    file: str | None,
    build_args: dict[str, str],
    engine: str,
    as_json: bool,
    **bounds: Any,
) -> None:
    """Tell what is in an image: sizes, layers, waste, files, packages, shells, secrets, config.

    \b
    IMAGE                             any image on the engine: nginx:1.31-alpine
    ARCHIVE[#IMAGE]                   a file or folder from `docker save`, `podman
                                      save`, or an OCI layout
    -[#IMAGE]                         such a stream: docker save x | distill inspect -
    DIR[#STAGE], DOCKERFILE[#STAGE]   builds it; the final stage unless one is named
    LESSON[:start|:solution][#STAGE]  likewise: 3#build, 3:solution
    LESSON@N[#STAGE]                  what your N-th attempt built; 3@last

    Of a large image on an engine the files are listed where they are; --layers reads its layers too.

    ./NAME is always a path. With a bound (--max-size …) the exit code is 1 when it is not kept and 2 when it
    could not be told.
    """
    named = named_of(subject, None if file is None else Path(file), build_args)
    with opening(engine, quiet=as_json, layers=needs_layers(bounds, layers)) as opener:
        opened = opener.open(named)
        report = inspected(opened, thresholds_of(bounds), files=files)
    if as_json:
        print_json(report)
    else:
        from tutor.cli.telling.inspection import told

        click.echo(told(report, opened.image.files, layers=layers, depth=tree))
    end_by(report.findings)


def inspected(opened: Opened, asked: Thresholds, *, files: bool = False) -> InspectionReport:
    """The document of an image, held to the bounds; a stage with what its build tells of secrets."""
    from dataclasses import replace

    from tutor.insight.measured import measured_image
    from tutor.insight.report import inspection_report
    from tutor.insight.thresholds import findings

    held = findings(asked, measured_image(opened))
    modules, unread = opened.go_modules()
    return inspection_report(
        replace(opened.image, notes=(*opened.image.notes, *unread)),
        secrets=opened.secrets,
        findings=held,
        files=files,
        go_modules=modules,
    )
