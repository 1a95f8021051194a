"""A command whose help has examples, and that ends with a message, never with a traceback."""

from __future__ import annotations

import errno
from typing import Any

import click

UNWRITABLE = (errno.ENOSPC, errno.EFBIG)
"""A full disk, or a device that takes nothing; a closed pipe is click's to deal with."""


class _Told:
    """An ``invoke`` that tells the errors of the course and the engines, and a help page with examples."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from tutor.cli.examples import EXAMPLES

        words = ctx.command_path.partition(" ")[2]
        if words in EXAMPLES:
            with formatter.section("Examples"):
                formatter.write_dl(EXAMPLES[words], col_max=46)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)  # type: ignore[misc]
        except Exception as error:
            from tutor.cli.printing import stop, stop_failed, stop_unrecorded
            from tutor.course.errors import CourseError, LessonError
            from tutor.engine.errors import EngineError, NotRecorded
            from tutor.image import MalformedArchive
            from tutor.insight.errors import BuildStopped, OpeningError
            from tutor.web.errors import WebError

            if isinstance(error, NotRecorded):
                stop_unrecorded(error)
            if isinstance(error, BuildStopped):
                stop_failed(error.result)
            if isinstance(error, MalformedArchive):
                stop(f"{error.problem.rstrip('.')}.", advice=error.advice)
            if isinstance(error, LessonError):
                stop(f"{error.path}:{error.line}:{error.column}: {error.message}.", advice=error.advice)
            if isinstance(error, CourseError | EngineError | OpeningError | WebError):
                stop(error.message, advice=error.advice)
            if isinstance(error, OSError) and error.errno in UNWRITABLE:
                stop(f"The output cannot be written: {error.strerror}.", advice="Write it elsewhere.")
            raise


class Command(_Told, click.Command):
    """A command whose errors are told."""


class Group(_Told, click.Group):
    """A command with others below it, whose errors are told."""
