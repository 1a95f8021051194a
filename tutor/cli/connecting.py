"""From ``--engine`` to an engine, or to a plain account of what was tried."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from tutor.cli.printing import note, stop, wants_json

if TYPE_CHECKING:
    from tutor.engine import Cancel, Engine


FELL_BACK = (
    "Neither Docker nor Podman answers, so the embedded engine builds: files are computed, programs were "
    "recorded on a real engine. `distill doctor` tells more."
)
"""What is said where ``auto`` found no other."""

INTERRUPTED = 130
"""The exit code after Ctrl+C, as shells have it."""


@contextmanager
def connected(choice: str, *, builds: bool = True) -> Iterator[Engine]:
    """The chosen engine for the length of the block; a missing base image is told with its line.

    Where ``auto`` ends with the embedded engine, a remark says so if the command ``builds``.
    """
    from tutor.engine import MissingBase, connect

    engine = connect(choice).require()
    if builds and choice == "auto" and engine.info.kind == "embedded" and not wants_json():
        note(FELL_BACK)
    try:
        yield engine
    except MissingBase as error:
        where = f"line {error.line}: " if error.line else ""
        stop(f"{where}{error.message}", advice=error.advice)
    finally:
        engine.close()


@contextmanager
def interruptible() -> Iterator[Cancel]:
    """A Cancel that Ctrl+C throws: the build ends cleanly, and the command with exit code 130."""
    from tutor.engine import Cancel

    cancel = Cancel()

    def throw(signum: int, frame: object) -> None:
        if cancel.thrown:  # A second Ctrl+C does not wait for the engine.
            raise KeyboardInterrupt
        note("Cancelling ...")
        # Hooks close sockets; a signal handler must not wait for locks that the main thread may hold.
        import threading

        threading.Thread(target=cancel.throw, daemon=True).start()

    before = signal.signal(signal.SIGINT, throw)
    try:
        yield cancel
    except Exception:
        if cancel.thrown:  # What was cut off says so in its own way.
            raise click.exceptions.Exit(INTERRUPTED) from None
        raise
    finally:
        signal.signal(signal.SIGINT, before)
    if cancel.thrown:
        raise click.exceptions.Exit(INTERRUPTED)
