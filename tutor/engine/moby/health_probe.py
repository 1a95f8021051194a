"""Running an image's own HEALTHCHECK inside a container of it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from tutor.engine.moby.attached import Attached
from tutor.engine.moby.daemon import Daemon, Refused
from tutor.engine.result import HealthAnswer

PAUSE_SECONDS = 0.5
LOG_BYTES = 4096
CANNOT_START = (126, 127)
"""The exit codes that stand for a program that is not there or may not be run; a shell gives them too."""

NO_PROGRAM = re.compile(
    r"executable file not found|no such file or directory|permission denied|exec format error", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Try:
    """One run of the command; ``code`` is None when it did not end in time, or could not be begun."""

    code: int | None
    log: str
    hopeless: bool = False


def ask_health(
    daemon: Daemon, container: str, command: tuple[str, ...], until: float, ended: Callable[[], bool]
) -> HealthAnswer:
    """Run the command again and again until it ends with 0, time is up, or the container has ``ended``.

    A command that cannot be started at all is not tried again.
    """
    if not command:
        return HealthAnswer("none")
    log = ""
    while True:
        tried = _try(daemon, container, command, until)
        log = tried.log or log
        if tried.code == 0:
            return HealthAnswer("healthy", command, log)
        if tried.hopeless or ended() or time.monotonic() + PAUSE_SECONDS > until:
            return HealthAnswer("unhealthy", command, log or _silent(tried.code))
        time.sleep(PAUSE_SECONDS)


def _try(daemon: Daemon, container: str, command: tuple[str, ...], until: float) -> _Try:
    try:
        with daemon.api() as api:
            run = api.exec_create(container, list(command))["Id"]
            raw = api.exec_start(run, socket=True)
        log, whole = _output(raw, until)
        with daemon.api() as api:
            code = api.exec_inspect(run)["ExitCode"] if whole else None
    except Refused as error:  # The container is gone, or there is no such program in it.
        return _Try(None, error.message[-LOG_BYTES:], hopeless=True)
    if not whole:
        return _Try(None, log, hopeless=True)
    return _Try(code, log, hopeless=code in CANNOT_START and bool(NO_PROGRAM.search(log)))


def _silent(code: int | None) -> str:
    return "it did not end in time" if code is None else f"it ended with exit code {code} and wrote nothing"


def _output(raw: object, until: float) -> tuple[str, bool]:
    """What the command wrote, and whether it came to its end by then."""
    connection = getattr(raw, "_sock", raw)
    attached, output = Attached(connection), bytearray()
    try:
        while (frame := attached.frame(until)) is not None:
            if not frame[1]:
                return _text(output), True
            output += frame[1]
            del output[:-LOG_BYTES]
        return _text(output), False
    finally:
        for each in (raw, connection):
            with suppress(OSError, AttributeError):
                each.close()  # type: ignore[attr-defined]


def _text(output: bytearray) -> str:
    return bytes(output).decode("utf-8", "replace").strip()
