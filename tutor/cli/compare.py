"""``distill compare``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tutor.cli.command import Command
from tutor.cli.exporting import export, export_option
from tutor.cli.opening import opening
from tutor.cli.options import build_arg_option, engine_option, json_option, layers_option
from tutor.cli.printing import print_json
from tutor.cli.subject import named_of
from tutor.cli.thresholds import end_by, needs_layers, threshold_options, thresholds_of

if TYPE_CHECKING:
    from tutor.insight.opening import Opened, Opener
    from tutor.insight.report import ComparisonReport
    from tutor.insight.thresholds import Thresholds

DEFAULT_LIMIT = 20


@click.command("compare", cls=Command)
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=DEFAULT_LIMIT,
    show_default=True,
    metavar="N",
    help="At most N paths each of what was added, removed, changed and moved; 0 is all.",
)
@build_arg_option
@export_option
@layers_option
@threshold_options
@engine_option
@json_option
def command(
    before: str,
    after: str,
    limit: int,
    build_args: dict[str, str],
    exports: tuple[Path, ...],
    layers: bool,
    engine: str,
    as_json: bool,
    **bounds: Any,
) -> None:
    """Tell how the image B differs from the image A: bytes, files, surface, config.

    A and B are named as for `distill inspect`:

    \b
    distill compare 3:solution#build 3:solution  two stages of one build
    distill compare 3:start 3:solution           a lesson's beginning and end
    distill compare 3@1 3@last                   your first and your latest attempt
    distill compare old.tar nginx:1.31-alpine    an archive and an image
    docker save new | distill compare old.tar -

    Bounds (--max-size …) hold for B; --max-ratio before:after=100% lets nothing grow. The exit code is 1
    when one is not kept and 2 when it could not be told.
    """
    sides = named_of(before, None, build_args), named_of(after, None, build_args)
    with opening(engine, quiet=as_json, layers=needs_layers(bounds, layers)) as opener:
        opened = opener.open(sides[0]), opener.open(sides[1])
        report = compared(opener, *opened, thresholds_of(bounds), limit=limit)
    export(report, exports)
    if as_json:
        print_json(report)
    else:
        from tutor.cli.telling.comparison import told

        click.echo(told(report))
    end_by(report.findings)


def compared(
    opener: Opener, before: Opened, after: Opened, asked: Thresholds, *, limit: int = 0
) -> ComparisonReport:
    """The document of two images, the second held to the bounds."""
    from dataclasses import replace

    from tutor.insight.measured import measured_image
    from tutor.insight.report import comparison_report
    from tutor.insight.report.comparison import sizes_of_sides
    from tutor.insight.thresholds import findings

    one, other = opener.with_digests(before, after)
    measured = measured_image(after)
    before_bytes, after_bytes = sizes_of_sides(one, other)
    sizes = {**measured_image(before).sizes, **measured.sizes, "before": before_bytes, "after": after_bytes}
    held = findings(asked, replace(measured, sizes=sizes))
    return comparison_report(one, other, findings=held, limit=limit)
