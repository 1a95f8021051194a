"""Opening the app, from the first import to the restored terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.ui.collector import wait_until_painted
from tutor.ui.hangup import end_with_the_terminal
from tutor.ui.short_turns import take_short_turns

if TYPE_CHECKING:
    from tutor.course import BuildOptions, Project


def open_tutor(
    engine: str,
    lesson: str | None = None,
    project: Project | None = None,
    options: BuildOptions | None = None,
) -> None:
    """Run the app until the person leaves it; the arguments are those of ``DistillApp``."""
    wait_until_painted()
    take_short_turns()
    end_with_the_terminal()
    from tutor.ui.app import DistillApp

    app = DistillApp(engine, lesson, project=project, options=options)
    app.run()
    app.keep_glance()
