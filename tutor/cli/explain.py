"""``distill explain``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tutor.cli.command import Command
from tutor.cli.exporting import export, export_option
from tutor.cli.opening import opening
from tutor.cli.options import (
    build_arg_option,
    engine_option,
    file_option,
    json_option,
    no_cache_option,
    target_option,
)
from tutor.cli.printing import print_json
from tutor.cli.subject import project_of
from tutor.cli.thresholds import end_by, threshold_options, thresholds_of

if TYPE_CHECKING:
    from tutor.insight.opening import Opened
    from tutor.insight.report import ExplanationReport
    from tutor.insight.thresholds import Thresholds

MOST_ADVICE = 3


@click.command("explain", cls=Command)
@click.argument("subject", required=False, metavar="[LESSON|DIR]")
@file_option
@target_option
@build_arg_option
@export_option
@threshold_options
@engine_option
@no_cache_option
@json_option
def command(
    subject: str | None,
    file: str | None,
    target: str | None,
    build_args: dict[str, str],
    exports: tuple[Path, ...],
    engine: str,
    no_cache: bool,
    as_json: bool,
    **bounds: Any,
) -> None:
    """Build, and tell line by line what each instruction adds, hides and ships.

    Then what crossed from stage to stage, what stayed behind and why, what is wasted, and the three changes
    that would help most. `3:solution` is a lesson as it ends, `3:start` as it begins. With a bound
    (--max-size …) the exit code is 1 when it is not kept and 2 when it could not be told.
    """
    project = project_of(subject, file, target=target, build_args=build_args)
    with opening(engine, quiet=as_json, use_cache=not no_cache) as opener:
        report = explained(opener.open(project), thresholds_of(bounds))
    export(report, exports)
    if as_json:
        print_json(report)
    else:
        from tutor.cli.telling.explanation import told

        click.echo(told(report))
    end_by(report.findings)


def explained(opened: Opened, asked: Thresholds) -> ExplanationReport:
    """The document of a build, with the best advice, held to the bounds."""
    from dataclasses import replace

    from tutor.course import Course
    from tutor.insight.measured import measured_image
    from tutor.insight.report import explanation_report
    from tutor.insight.thresholds import findings

    build = opened.build
    assert build is not None, "what has a Dockerfile comes from a build"
    lessons = {lesson.slug for lesson in Course.load().lessons}
    advice = [
        one if one.lesson in lessons else replace(one, lesson=None) for one in build.advice[:MOST_ADVICE]
    ]
    return explanation_report(
        build.project.said,
        build.result,
        build.explanation,
        advice,
        findings(asked, measured_image(opened)),
    )
