"""The terminal goes away under the app, as when somebody closes the window."""

from __future__ import annotations

import os
import sys

import pytest

from tests.engines.terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no hangups on Windows")


IGNORING = "import os, signal, sys; signal.signal(1, signal.SIG_IGN); os.execv(sys.argv[1], sys.argv[1:])"
"""As ``nohup`` starts a program."""


@pytest.mark.parametrize("begun", [(), (sys.executable, "-c", IGNORING)], ids=["as usual", "hangups ignored"])
def test_the_app_ends_with_its_terminal(tmp_path, begun):
    env = {**os.environ, "DISTILL_HOME": str(tmp_path), "DISTILL_ENGINE": "embedded"}
    app = Terminal([*begun, sys.executable, "-m", "tutor"], env)
    try:
        app.wait_for("Lessons")
        app.hang_up()
        assert app.process.wait(60) != 0  # long, for a busy machine
    finally:
        app.kill()
