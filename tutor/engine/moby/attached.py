"""A container's standard streams over the hijacked connection of ``attach``.

Frames are ``[stream, 0, 0, 0, length (big endian, 4 bytes)]`` and data, stream 1 or 2.
"""

from __future__ import annotations

import select
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Literal

from tutor.engine.moby.daemon import Daemon

HEADER_BYTES = 8
CHUNK_BYTES = 64 * 1024

Stream = Literal["stdout", "stderr"]
Frame = tuple[Stream, bytes]


class Attached:
    """Standard input to write, output to read, with a deadline."""

    def __init__(self, connection: Any) -> None:
        self._socket = connection
        self._buffer = b""
        self._ended = False

    def send(self, data: bytes) -> None:
        """Write standard input and close it; a container that reads none of it is no error."""
        if not data:
            return
        with suppress(OSError):
            self._socket.sendall(data)
        with suppress(OSError, AttributeError):
            self._socket.shutdown(socket.SHUT_WR)

    def frame(self, deadline: float) -> Frame | None:
        """The next piece of output; empty at its end, None when the deadline passes first."""
        while True:
            whole = self._whole()
            if whole is not None:
                return whole
            if self._ended:
                return "stdout", b""
            if not self._readable(deadline):
                return None
            try:
                data = self._socket.recv(CHUNK_BYTES)
            except OSError:
                data = b""
            self._ended = not data
            self._buffer += data

    def _whole(self) -> Frame | None:
        if len(self._buffer) < HEADER_BYTES:
            return None
        length = int.from_bytes(self._buffer[4:HEADER_BYTES], "big")
        if len(self._buffer) < HEADER_BYTES + length:
            return None
        stream: Stream = "stderr" if self._buffer[0] == 2 else "stdout"
        data = self._buffer[HEADER_BYTES : HEADER_BYTES + length]
        self._buffer = self._buffer[HEADER_BYTES + length :]
        return self._whole() if not data else (stream, data)

    def _readable(self, deadline: float) -> bool:
        seconds = max(0.0, deadline - time.monotonic())
        try:
            return bool(select.select([self._socket], [], [], seconds)[0])
        except (OSError, ValueError, TypeError):  # A named pipe cannot be waited for: its recv() blocks.
            return True


@contextmanager
def attach(daemon: Daemon, container: str, *, stdin: bool) -> Iterator[Attached]:
    """Attach before the container starts, so that nothing of its output is lost."""
    with daemon.api() as api:
        raw = api.attach_socket(
            container, params={"stdin": int(stdin), "stdout": 1, "stderr": 1, "stream": 1}
        )
    connection = getattr(raw, "_sock", raw)
    try:
        yield Attached(connection)
    finally:
        with suppress(OSError):
            raw.close()
        with suppress(OSError):
            connection.close()
