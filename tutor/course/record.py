"""Keeping an attempt on disk while it is made."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace

import msgspec

from tutor.course.attempt import Attempt, AttemptState, GoalNote
from tutor.course.errors import ProgressError
from tutor.course.finished import final_surface
from tutor.course.lesson import Verdict
from tutor.course.progress import Progress
from tutor.engine.report import report_of
from tutor.engine.result import BuildResult


class Record:
    """An attempt that goes on; what is known of it is written down at every turn, where there is a
    ``progress``.
    """

    def __init__(self, attempt: Attempt, progress: Progress | None, clock: Callable[[], float]) -> None:
        self._attempt = attempt
        self._progress = progress
        self._clock = clock

    @classmethod
    def begun(cls, attempt: Attempt, progress: Progress | None, clock: Callable[[], float]) -> Record:
        """Write down that the attempt begins. Raises ProgressError."""
        record = cls(attempt, progress, clock)
        record._write(attempt)
        return record

    def built(self, result: BuildResult) -> None:
        """Write down what the build came to. Raises ProgressError."""
        whole = result.ok and result.final == len(result.stages) - 1
        self._write(
            replace(
                self._attempt,
                state=AttemptState.BUILT if result.ok else AttemptState.FAILED,
                engine=result.engine,
                ended_at=self._clock(),
                report=msgspec.to_builtins(report_of(result)),
                final_bytes=result.final_stage.size if whole else None,
                seconds=result.seconds,
                surface=final_surface(result.final_stage) if whole else None,
            )
        )

    def judged(self, verdicts: tuple[Verdict, ...]) -> Attempt:
        """Write down how the goals stand; the attempt as it is kept. Raises ProgressError."""
        notes = tuple(GoalNote(verdict.goal.id, verdict.state, verdict.because) for verdict in verdicts)
        return self._write(replace(self._attempt, ended_at=self._clock(), verdicts=notes))

    def stopped(self, state: AttemptState) -> None:
        """Write down that the attempt stopped before its build came to an end; a build that did stays as it
        is.
        """
        if self._attempt.state is AttemptState.RUNNING:
            # Something worse is being told already, which trouble with the disk should not hide.
            with contextlib.suppress(ProgressError):
                self._write(replace(self._attempt, state=state, ended_at=self._clock()))

    def _write(self, attempt: Attempt) -> Attempt:
        self._attempt = attempt if self._progress is None else self._progress.record(attempt)
        return self._attempt
