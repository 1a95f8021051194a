"""The app under a watchdog: ``python -m tests.bench.toured KEPT ENGINE [DOCKERFILE]``."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path

from tutor.ui.collector import wait_until_painted
from tutor.ui.short_turns import take_short_turns

wait_until_painted()  # as ``tutor.ui.opening`` does
take_short_turns()

import tutor.ui.app  # noqa: E402
from tests.bench.watchdog import Watchdog  # noqa: E402
from tutor.ui.app import DistillApp  # noqa: E402

_UI = Path(tutor.ui.app.__file__).parent


class WatchedApp(DistillApp):
    """Distill, watched from its first frame on."""

    CSS_PATH = [_UI / path for path in DistillApp.CSS_PATH]
    kept: Path

    def on_mount(self) -> None:
        super().on_mount()
        self._watching = ExitStack()
        self._watching.enter_context(Watchdog.running(self.kept))


def main() -> None:
    kept, engine, *dockerfile = sys.argv[1:]
    if dockerfile:
        from tutor.course import Course, Workspace

        Workspace.open(Course.load().find("3")).save(Path(dockerfile[0]).read_text())
    app = WatchedApp(engine)
    app.kept = Path(kept)
    app.run()


main()
