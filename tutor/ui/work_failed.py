"""What to say when work behind a screen could not be done."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen
from textual.worker import Worker, WorkerState


def tell_of_failed_work(screen: Screen[Any], event: Worker.StateChanged) -> None:
    """Notify of a failed worker with ``exit_on_error=False``: its screen can go on without what it does."""
    if event.state is not WorkerState.ERROR:
        return
    from tutor.course import CourseError

    error = event.worker.error
    doing = event.worker.description or event.worker.name
    if isinstance(error, CourseError):
        told = f"{error.message} {error.advice}".strip()
    else:
        told = f"{type(error).__name__}: {error}"
    screen.notify(told, title=f"{doing} failed", severity="error", timeout=12, markup=False)
