"""A program in a terminal of its own, that is typed at and killed."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any


class Terminal:
    """Runs a command in a pseudo-terminal of 120x40 and keeps what it writes."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str]) -> None:
        import fcntl
        import pty
        import struct
        import termios

        ours, theirs = pty.openpty()
        self._ours: int | None = ours
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        # Readline, which debuggers load, leaves the size of another terminal in these.
        own = {name: value for name, value in env.items() if name not in ("COLUMNS", "LINES")}
        self.process = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, env=own, start_new_session=True
        )
        self._written = bytearray()
        self._all = bytearray()
        self._reader = threading.Thread(target=self._read, args=(ours,), daemon=True)
        self._reader.start()

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        self._reader.join(5)
        self.hang_up()

    def type(self, keys: str) -> None:
        """Send keys; escape sequences stand for function keys."""
        assert self._ours is not None
        os.write(self._ours, keys.encode())

    def wait_for(self, text: str, seconds: float = 20.0) -> None:
        """Wait until the program has written this text since the last wait."""
        until = time.monotonic() + seconds
        while text.encode() not in self._written:
            if time.monotonic() > until or self.process.poll() is not None:
                raise AssertionError(
                    f"{text!r} did not appear; the end of what did: {bytes(self._written[-2000:])!r}"
                )
            time.sleep(0.02)
        self._written.clear()

    def attributes(self) -> list[Any]:
        """How the terminal treats what is typed, as ``stty`` shows it."""
        import termios

        assert self._ours is not None
        return termios.tcgetattr(self._ours)

    def everything(self) -> str:
        """All that was written, once the program has ended."""
        self._reader.join(5)
        return self._all.decode(errors="replace")

    def hang_up(self) -> None:
        """Close the terminal, while the program may still run; nobody sends it a signal for that."""
        if self._ours is not None:
            os.close(self._ours)
            self._ours = None

    def kill(self) -> None:
        """End the program without asking it."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def _read(self, ours: int) -> None:
        while True:
            try:
                data = os.read(ours, 65_536)
            except OSError:
                return
            if not data:
                return
            self._written += data
            self._all += data
