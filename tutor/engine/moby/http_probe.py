"""Asking a container that serves HTTP."""

from __future__ import annotations

import http.client
import time
from collections.abc import Callable

from tutor.engine.result import HttpAnswer

BODY_BYTES = 64 * 1024
PAUSE_SECONDS = 0.1
ANSWER_SECONDS = 5.0
SILENT_SECONDS = 10.0


def ask(
    port: int, path: str, until: float, ended: Callable[[], bool], silent: Callable[[], bool]
) -> HttpAnswer | None:
    """GET ``path`` from 127.0.0.1 until something answers; None when nothing does by then, or when ``ended``.

    A published port is open before the server is: an empty answer only means that it is too early. A program
    that is ``silent`` all the while may still be loading, on a busy machine: it gets ``SILENT_SECONDS`` more.
    """
    while (now := time.monotonic()) < until or (now < until + SILENT_SECONDS and silent()):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_SECONDS)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return HttpAnswer(response.status, response.read(BODY_BYTES))
        except (OSError, http.client.HTTPException):
            if ended():
                return None
            time.sleep(PAUSE_SECONDS)
        finally:
            connection.close()
    return None
