"""Telling whether the process that began something is still there."""

from __future__ import annotations

import os
from pathlib import Path


def this_process() -> str:
    """This process by a name that no later process has, as far as the system tells: its number and start
    time.
    """
    return f"{os.getpid()}:{_started(os.getpid())}"


def is_alive(process: str) -> bool:
    """Whether the process of that name still runs."""
    number, _, started = process.partition(":")
    if not number.isdecimal():
        return False
    pid = int(number)
    if pid == os.getpid():
        return started == _started(pid)
    if os.name != "posix":  # there a signal 0 would not only ask
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return started == _started(pid)


def _started(pid: int) -> str:
    """The start time in clock ticks since boot; empty on systems without /proc."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""
    return stat.rpartition(")")[2].split()[19]
