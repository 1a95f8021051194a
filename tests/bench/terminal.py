"""A program in a pseudo-terminal of its own: what it shows, when, and what it took."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.settled import settle

COLUMNS, ROWS = 120, 40
ROOT = Path(__file__).resolve().parents[2]
GIVE_UP_SECONDS = 30.0
_ESCAPES = re.compile(rb"\x1b(?:\[[0-9;?<>=$]*[ -/]*[@-~]|[()][0-9A-B]|[=>78]|\][^\x07\x1b]*(?:\x07|\x1b\\))")
_KILOBYTE = 1024
_NOTHING_SECONDS = 0.02
"""Of the processor, within a second: what a program takes that waits for keys."""


class Terminal:
    """A program that runs in a pty of ``COLUMNS`` by ``ROWS``."""

    def __init__(self, child: int, end: int, began: float) -> None:
        self._child = child
        self._end = end
        self.began = began
        """When the program was asked for, by ``time.perf_counter``."""

    @classmethod
    @contextlib.contextmanager
    def running(cls, command: Sequence[str], home: Path, **variables: str) -> Iterator[Terminal]:
        """The command, from its start until it is killed at the end; ``home`` is Distill's own folder."""
        settle(home)
        began = time.perf_counter()
        child, end = pty.fork()
        if child == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            os.chdir(ROOT)
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", DISTILL_HOME=str(home))
            os.environ.update(variables)
            os.environ.pop("NO_COLOR", None)
            os.execv(command[0], list(command))
        try:
            yield cls(child, end, began)
        finally:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            os.close(end)

    def press(self, keys: bytes) -> float:
        """Send the bytes of keys; when that was, by ``time.perf_counter``."""
        now = time.perf_counter()
        os.write(self._end, keys)
        return now

    def until(self, *shows: str, since: float) -> float:
        """Seconds from ``since`` until all these texts were written, in whatever order; anything for none.

        A text counts when it is written in one piece. Raises TimeoutError.
        """
        output = b""
        while time.perf_counter() - since < GIVE_UP_SECONDS:
            if select.select([self._end], [], [], 0.5)[0]:
                try:
                    output += os.read(self._end, 1 << 20)
                except OSError:
                    break
                now = time.perf_counter()
                plain = _ESCAPES.sub(b"", output).decode(errors="replace")
                if output and all(text in plain for text in shows):
                    return now - since
        missing = [text for text in shows if text not in _ESCAPES.sub(b"", output).decode(errors="replace")]
        raise TimeoutError(f"the screen never showed {missing!r}")

    def drain(self, seconds: float) -> None:
        """Let the program be for so long, and forget what it writes."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            if select.select([self._end], [], [], left)[0]:
                os.read(self._end, 1 << 20)

    def rest(self, least: float, most: float = 30.0) -> None:
        """Let the program be for at least so many seconds, and until it does nothing for one."""
        end = time.perf_counter() + most
        self.drain(least)
        worked = 0.0
        while self.processor_seconds - worked > _NOTHING_SECONDS and time.perf_counter() < end:
            worked = self.processor_seconds
            self.drain(1.0)

    @property
    def now(self) -> float:
        """The monotonic clock, which is the same one in every process."""
        return time.monotonic()

    @property
    def processor_seconds(self) -> float:
        """What the program has had of the processors so far, in ticks of a hundredth of a second."""
        fields = Path(f"/proc/{self._child}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def resident_bytes(self) -> int:
        """The memory of the program now, shared pages of libraries with it."""
        found = re.search(
            r"^VmRSS:\s+(\d+) kB", Path(f"/proc/{self._child}/status").read_text(), re.MULTILINE
        )
        assert found is not None
        return int(found[1]) * _KILOBYTE


def python(*arguments: str) -> tuple[str, ...]:
    """A command for this Python."""
    return (sys.executable, *arguments)


def programs_waiting() -> float:
    """How many programs want each processor, over the last minute; above 1 figures of time are rough."""
    return os.getloadavg()[0] / (os.cpu_count() or 1)
