"""The terminal goes away under the app, as when somebody closes the window."""

from __future__ import annotations

import os
import sys

import pytest

from tests.engines.terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no hangups on Windows")


def test_the_app_ends_with_its_terminal(tmp_path):
    env = {**os.environ, "DISTILL_HOME": str(tmp_path), "DISTILL_ENGINE": "embedded"}
    app = Terminal([sys.executable, "-m", "tutor"], env)
    try:
        app.wait_for("Lessons")
        app.hang_up()
        assert app.process.wait(60) != 0  # long, for a busy machine
    finally:
        app.kill()
