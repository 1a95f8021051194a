"""A daemon on a unix socket that says what a test wants."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def answer(body: str = "OK", *headers: str, status: str = "200 OK") -> bytes:
    told = [f"Content-Length: {len(body)}", "Content-Type: application/json", *headers]
    return "\r\n".join([f"HTTP/1.1 {status}", *told, "", body]).encode()


class FakeDaemon:
    """Answers by path; ``asked`` are the request lines so far. An answer of None leaves the asker waiting."""

    def __init__(self, path: Path, answers: dict[str, bytes | None]) -> None:
        self.url = f"unix://{path}"
        self.asked: list[str] = []
        self.closed_by_asker = threading.Event()
        self._answers = answers
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(path))
        self._listener.listen()
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            request = b""
            while b"\r\n\r\n" not in request:
                data = connection.recv(65536)
                if not data:
                    return
                request += data
            line = request.split(b"\r\n", 1)[0].decode()
            self.asked.append(line)
            path = line.split()[1].partition("?")[0]
            found = next((said for end, said in self._answers.items() if path.endswith(end)), answer("{}"))
            if found is not None:
                connection.sendall(found)
            if found is None or b"chunked" in found:
                while connection.recv(65536):
                    pass
                self.closed_by_asker.set()


@contextmanager
def fake_daemon(folder: Path, answers: dict[str, bytes | None]) -> Iterator[FakeDaemon]:
    """A daemon in a folder; its socket is gone from use after the block."""
    daemon = FakeDaemon(folder / "fake.sock", answers)
    try:
        yield daemon
    finally:
        daemon.close()
