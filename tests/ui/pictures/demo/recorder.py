"""A program in a pseudo-terminal, and what it drew, at the pace of a script."""

from __future__ import annotations

import codecs
import fcntl
import os
import pty
import re
import struct
import subprocess
import termios
import threading
import time
from collections.abc import Mapping, Sequence

import pyte

ASKING = re.compile(
    r"\x1b\[\?\d+\$p|\x1b\[[?>=]\d*(?:;\d+)*[uc]|\x1b\[[56]n|\x1b\[c|\x1b\][^\x07\x1b]*\?(?:\x07|\x1b\\)"
)
"""What asks the terminal something: a recording must not ask the terminal that plays it."""
QUIET_SECONDS = 0.6
PATIENCE_SECONDS = 90.0
KEYS = {"Enter": "\r", "Escape": "\x1b", "End": "\x1b[F", "Home": "\x1b[H", "Down": "\x1b[B", "Up": "\x1b[A",
        "Tab": "\t", "F5": "\x1b[15~", "F10": "\x1b[21~"}  # fmt: skip


class Recorder:
    """Types at a program and keeps what it draws.

    A machine is slow at times; what a step drew is laid out over the seconds that the script gives to it, so
    that every recording takes the same time.
    """

    def __init__(self, command: Sequence[str], env: Mapping[str, str], columns: int, rows: int) -> None:
        self.events: list[tuple[float, str]] = []
        self.seconds = 0.0
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self._screen)
        self._heard: list[tuple[float, str]] = []
        self._lock = threading.Lock()
        self._terminal, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._process = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, env=env, start_new_session=True
        )
        os.close(theirs)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def press(self, key: str, *shown: str, seconds: float) -> None:
        """Press a key; the step takes so many seconds in the recording."""
        os.write(self._terminal, KEYS[key].encode())
        self.step(*shown, seconds=seconds)

    def write(self, text: str, *, seconds: float) -> None:
        """Type text, character by character."""
        for character in text:
            os.write(self._terminal, character.encode())
            time.sleep(0.12)
        self.step(seconds=seconds)

    def step(self, *shown: str, seconds: float) -> None:
        """Wait until the screen shows all of these and is still; what was drawn takes ``seconds``."""
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            with self._lock:
                screen = "\n".join(self._screen.display)
                last = self._heard[-1][0] if self._heard else 0.0
            if all(text in screen for text in shown) and time.monotonic() - last > QUIET_SECONDS:
                break
            if time.monotonic() > until:
                raise AssertionError(f"{shown} did not come; the screen is:\n{screen}")
            time.sleep(0.02)
        with self._lock:
            heard, self._heard = self._heard, []
        if heard:
            first, length = heard[0][0], max(heard[-1][0] - heard[0][0], 0.001)
            scale = min(1.0, seconds / length)
            self.events += [(self.seconds + (at - first) * scale, data) for at, data in heard]
        self.seconds += seconds

    def end(self) -> None:
        """End the program; what it draws then is not in the recording."""
        self._process.terminate()
        self._process.wait(20)
        self._reader.join(5)
        os.close(self._terminal)

    def _read(self) -> None:
        decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        while True:
            try:
                data = os.read(self._terminal, 65_536)
            except OSError:
                return
            if not data:
                return
            text = ASKING.sub("", decode(data))
            with self._lock:
                self._stream.feed(text)
                self._heard.append((time.monotonic(), text))
