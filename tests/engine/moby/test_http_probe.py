"""Asking a server that is slow, silent, or not there."""

from __future__ import annotations

import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tutor.engine.moby import http_probe
from tutor.engine.moby.http_probe import ask
from tutor.engine.result import HttpAnswer


class Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.path.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture
def serve_after(port):
    """A server on ``port`` that begins to listen some seconds from now."""
    servers = []

    def begin() -> None:
        servers.append(HTTPServer(("127.0.0.1", port), Answers))
        servers[0].serve_forever()

    timers = []

    def later(seconds: float) -> None:
        timers.append(threading.Timer(seconds, begin))
        timers[0].start()

    yield later
    for timer in timers:
        timer.cancel()
    for server in servers:
        server.shutdown()
        server.server_close()


def never() -> bool:
    return False


def test_a_server_is_waited_for(port, serve_after):
    serve_after(0.3)
    assert ask(port, "/healthz", time.monotonic() + 20, never, never) == HttpAnswer(200, b"/healthz")


def test_a_program_that_said_nothing_yet_gets_more_time(port, serve_after):
    serve_after(0.5)
    assert ask(port, "/", time.monotonic() + 0.1, never, lambda: True) == HttpAnswer(200, b"/")


def test_a_program_that_wrote_and_does_not_answer_gets_no_more(port, monkeypatch):
    monkeypatch.setattr(http_probe, "SILENT_SECONDS", 3600.0)
    assert ask(port, "/", time.monotonic() + 0.1, never, never) is None


def test_a_program_that_ended_is_not_waited_for(port):
    assert ask(port, "/", time.monotonic() + 3600, lambda: True, lambda: True) is None
