"""The whole program in a real terminal: driven by keys, and the terminal left as it was."""

from __future__ import annotations

import os
import sys
import time

import pytest

from tests.engines.terminal import Terminal
from tests.settled import settle
from tutor.ui.signs import DONE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals on Windows")

F1, F5, ESCAPE, ENTER, CTRL_Q = "\x1bOP", "\x1b[15~", "\x1b", "\r", "\x11"
ALT_2, ALT_3 = "\x1b[50;3u", "\x1b[51;3u"  # as the key protocol has them
SWITCHED = {
    "alternate screen": ("\x1b[?1049h", "\x1b[?1049l"),
    "mouse clicks": ("\x1b[?1000h", "\x1b[?1000l"),
    "mouse moves": ("\x1b[?1003h", "\x1b[?1003l"),
    "mouse positions": ("\x1b[?1006h", "\x1b[?1006l"),
    "focus reports": ("\x1b[?1004h", "\x1b[?1004l"),
    "bracketed paste": ("\x1b[?2004h", "\x1b[?2004l"),
    "hidden cursor": ("\x1b[?25l", "\x1b[?25h"),
    "key protocol": ("\x1b[>25u", "\x1b[<u"),
}
"""What the program turns on in a terminal, and what turns it off again."""


def test_the_terminal_is_left_as_it_was_found(tmp_path):
    env = {
        **os.environ,
        "DISTILL_HOME": str(settle(tmp_path)),
        "DISTILL_ENGINE": "embedded",
        "TERM": "xterm-256color",
    }
    with Terminal([sys.executable, "-m", "tutor"], env) as app:
        before = app.attributes()
        app.wait_for("0 of 16 done")
        app.type(ENTER)
        app.wait_for("Not built yet")
        assert app.attributes() != before
        app.type(ALT_3)
        app.wait_for("Alt+C")  # the keys of the editor
        app.type("# mine")
        time.sleep(0.3)  # what comes at once is taken as one
        app.type(ENTER)
        app.type(F5)
        app.wait_for(DONE)
        app.type(ALT_2)
        app.type(F1)
        app.wait_for("Esc close")
        app.type(ESCAPE)
        app.wait_for(DONE)  # the goals are drawn again
        app.type(CTRL_Q)
        assert app.process.wait(10) == 0
        assert app.attributes() == before
        written = app.everything()
    assert any("# mine" in path.read_text() for path in tmp_path.rglob("Dockerfile"))
    for name, (on, off) in SWITCHED.items():
        assert on in written, f"{name} was never turned on"
        assert written.rindex(off) > written.rindex(on), f"{name} stays on"
