"""``distill run``."""

from __future__ import annotations

import sys

import click

from tutor.cli.connecting import connected, interruptible
from tutor.cli.narrate import narrated, summary
from tutor.cli.options import engine_option, file_option, json_option
from tutor.cli.printing import NOT_PASSED, note, print_json, stop
from tutor.cli.subject import find_lesson, lesson_subject


@click.command("run", context_settings={"ignore_unknown_options": True})
@click.argument("lesson")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@click.option("--stage", metavar="STAGE", help="Run this stage (name or number) instead of the final one.")
@file_option
@engine_option
@json_option
def command(
    lesson: str, arguments: tuple[str, ...], stage: str | None, file: str | None, engine: str, as_json: bool
) -> None:
    """Build LESSON and run its final image, or one stage of it; ARGUMENTS follow after `--`.

    What you pipe in is the program's input; without a pipe the lesson's own example input is used. The exit
    code is the program's, or 1 when it did not start.
    """
    from tutor.cli.documents import Ran
    from tutor.course import run_stage
    from tutor.engine import BuildRequest, Built, Failed

    what = lesson_subject(find_lesson(lesson), file)
    assert what.lesson is not None
    piped = None if sys.stdin.isatty() else sys.stdin.buffer.read()
    request = BuildRequest(what.text, what.folder, what.name, what.dockerfile_path, measure=False)
    with connected(engine) as runs_on, interruptible() as cancel:
        for event in narrated(runs_on.build(request, cancel), quiet=True):
            if isinstance(event, Built | Failed):
                result = event.result
        if not cancel.thrown:
            if not result.ok:
                click.echo(summary(result), err=True)
                raise click.exceptions.Exit(NOT_PASSED)
            wanted = result.final_stage if stage is None else result.stage(stage)
            if wanted is None:
                names = ", ".join(s.label for s in result.stages)
                stop(f"there is no stage {stage!r}.", advice=f"The stages are: {names}.")
            outcome = run_stage(
                what.lesson,
                request,
                wanted.index,
                engine=runs_on,
                cancel=cancel,
                arguments=arguments or None,
                stdin=piped or None,
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
            )
        )
    else:
        sys.stdout.buffer.write(outcome.stdout)
        sys.stdout.buffer.flush()
        sys.stderr.buffer.write(outcome.stderr)
        sys.stderr.buffer.flush()
        if outcome.refused:
            note(f"distill: the container did not start: {outcome.refused}")
        if outcome.timed_out:
            note(f"distill: ended after {outcome.seconds:.0f} s, the limit of a run.")
        if outcome.cause is not None:
            note(f"{outcome.cause.key}: {outcome.cause.title}. {outcome.cause.meaning}")
    raise click.exceptions.Exit(NOT_PASSED if outcome.exit_code is None else outcome.exit_code)
