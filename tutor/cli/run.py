"""``distill run``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tutor.cli.building import built
from tutor.cli.command import Command
from tutor.cli.connecting import connected, interruptible
from tutor.cli.narrate import summary
from tutor.cli.options import engine_option, file_option, json_option
from tutor.cli.printing import NOT_PASSED, note, print_json, stop
from tutor.cli.subject import subject_of
from tutor.dockerfile.stage_titles import stage_title, the_stage

if TYPE_CHECKING:
    from tutor.cli.documents import Answered
    from tutor.engine import BuildResult, HttpProbe, RunResult, StageImage


FIRST_ERROR = 400
"""The first HTTP status that tells of an error."""


@click.command("run", cls=Command, context_settings={"ignore_unknown_options": True})
@click.argument("subject", metavar="LESSON|DIR")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@click.option("--stage", metavar="STAGE", help="Run this stage (name or number) instead of the final one.")
@file_option
@engine_option
@json_option
def command(
    subject: str, arguments: tuple[str, ...], stage: str | None, file: str | None, engine: str, as_json: bool
) -> None:
    """Build a lesson or a folder with a Dockerfile, and run its final image, or one stage of it; ARGUMENTS
    follow after `--`.

    ARGUMENTS replace the image's CMD, as with `docker run`. What you pipe in is the program's input; without
    a pipe the lesson's own example input is used. A lesson's server is asked, its answer is shown, and it is
    ended. The exit code is the program's, or 1 when it did not start, did not answer well, or was still
    running when the limit of a run ended it.
    """
    from tutor.cli.documents import Ran
    from tutor.course import request_to, run_project, run_stage
    from tutor.engine import BuildRequest

    what = subject_of(subject, file)
    piped = None if sys.stdin.isatty() else sys.stdin.buffer.read()
    request = BuildRequest(what.text, what.folder, what.name, what.dockerfile_path, measure=False)
    with connected(engine) as runs_on, interruptible() as cancel:
        result = built(runs_on, request, cancel, quiet=True)
        if not result.ok:
            click.echo(summary(result), err=True)
            raise click.exceptions.Exit(NOT_PASSED)
        wanted = _stage(result, stage)
        if what.lesson is None:
            probe = None
            outcome = run_project(
                request,
                wanted.index,
                engine=runs_on,
                cancel=cancel,
                arguments=arguments or None,
                stdin=piped or b"",
            )
        else:
            probe = request_to(what.lesson, request, wanted.index, wanted.config, arguments or None)
            outcome = run_stage(
                what.lesson,
                request,
                wanted.index,
                engine=runs_on,
                cancel=cancel,
                arguments=arguments or None,
                stdin=piped or None,
                http=probe,
            )
    if as_json:
        print_json(
            Ran(
                stage=wanted.label,
                exit_code=outcome.exit_code,
                stdout=outcome.stdout.decode(errors="replace"),
                stderr=outcome.stderr.decode(errors="replace"),
                seconds=round(outcome.seconds, 3),
                timed_out=outcome.timed_out,
                refused=outcome.refused,
                cause=outcome.cause.key if outcome.cause else None,
                http=_answered(outcome, probe),
            )
        )
    else:
        _tell(outcome, arguments, probe)
    if probe is not None and outcome.http is not None:
        raise click.exceptions.Exit(0 if outcome.http.status < FIRST_ERROR else NOT_PASSED)
    if outcome.exit_code is None or (probe is not None and outcome.exit_code == 0):
        raise click.exceptions.Exit(NOT_PASSED)
    raise click.exceptions.Exit(outcome.exit_code)


def _answered(outcome: RunResult, probe: HttpProbe | None) -> Answered | None:
    from tutor.cli.documents import Answered
    from tutor.course.run import told

    if probe is None:
        return None
    answer = outcome.http
    body = "" if answer is None else answer.body.decode(errors="replace")
    return Answered(told(probe), None if answer is None else answer.status, body)


def _stage(result: BuildResult, name: str | None) -> StageImage:
    """The stage to run: the final one, or the one of that name or number when it was built."""
    found = result.final_stage if name is None else result.stage(name)
    if found is None:
        names = ", ".join(stage_title(stage.label) for stage in result.stages)
        stop(f"there is no stage {name!r}.", advice=f"The stages are: {names}.")
    if found.skipped_because:
        stop(
            f"{the_stage(found.label)} was not built: {found.skipped_because}.",
            advice="Build it with --target first.",
        )
    return found


def _tell(outcome: RunResult, replaced: tuple[str, ...], probe: HttpProbe | None) -> None:
    sys.stdout.buffer.write(outcome.stdout)
    sys.stdout.buffer.flush()
    sys.stderr.buffer.write(outcome.stderr)
    sys.stderr.buffer.flush()
    if probe is not None and not outcome.refused:
        _tell_answer(outcome, probe)
    if outcome.refused:
        note(f"distill: the container did not start: {outcome.refused}")
    if outcome.timed_out:
        note(
            f"distill: it was still running after {outcome.seconds:.0f} s, when the limit of a run ended it."
        )
    if outcome.refused and replaced:
        note(f"  What follows `--` replaces CMD, so {replaced[0]!r} was started as the program.")
        note("  Input for the program goes in by a pipe: echo '1 + 2' | distill run ...")
    if outcome.cause is not None:
        note(f"{outcome.cause.title}. {outcome.cause.meaning}")
        note(f"  {outcome.cause.idea}")


def _tell_answer(outcome: RunResult, probe: HttpProbe) -> None:
    from tutor.course import first_lines
    from tutor.course.run import told

    if outcome.http is None and outcome.exit_code is not None:
        note(f"distill: {told(probe)} got no answer: the program ended with exit code {outcome.exit_code}.")
        return
    if outcome.http is None:
        note(f"distill: {told(probe)} got no answer within {probe.within_seconds:g} s.")
        return
    note(f"distill: {told(probe)} gave status {outcome.http.status}:")
    for line in first_lines(outcome.http):
        click.echo(line)
