"""Ending with the terminal, or with the server that stands for one."""

from __future__ import annotations

import os
import select
import signal
import sys
import threading


def end_with_the_terminal() -> None:
    """Let the process end as a hangup ends it when its terminal goes away, on systems that have hangups.

    Closing a window sends the signal to the session's leader alone. Where that is ``make`` or a script, it
    waits for us, while we would read the end of an input for ever. Nothing is lost by it: what the learner
    does is on disk at once, and an engine ends a build whose connection closes. In a browser the input comes
    from a server, and ends when that is killed. That hangups are ignored, as under ``nohup``, is taken back:
    there is nothing to do without a terminal.
    """
    if not hasattr(select, "poll") or not sys.__stdin__:
        return
    if not sys.__stdin__.isatty() and "TEXTUAL_DRIVER" not in os.environ:
        return
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    watch = threading.Thread(target=_watch, args=(sys.__stdin__.fileno(),), name="hangup", daemon=True)
    watch.start()


def _watch(terminal: int) -> None:
    poll = select.poll()
    poll.register(terminal, 0)
    for _, event in poll.poll():
        if event & select.POLLHUP:
            os.kill(os.getpid(), signal.SIGHUP)
