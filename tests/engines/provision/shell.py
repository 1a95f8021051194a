"""Running other programs, and telling what happens."""

import os
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

STARTED = time.monotonic()
TAIL_LINES = 25


class ProvisionError(Exception):
    """Something could not be provisioned; the text says what and why."""


def say(text: str) -> None:
    """Print one line, led by the seconds since the start."""
    print(f"{time.monotonic() - STARTED:6.1f}s  {text}", flush=True)


def run(*argv: str | Path, env: Mapping[str, str] | None = None, cwd: Path | None = None) -> str:
    """Run a program to its end and give back what it printed.

    ``env`` is added to the present environment.  A failure carries the last lines of the output.
    """
    done = subprocess.run(
        [str(word) for word in argv],
        check=False,
        env=os.environ | {"LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"} | dict(env or {}),
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    if done.returncode:
        tail = "\n".join(done.stdout.splitlines()[-TAIL_LINES:])
        raise ProvisionError(f"{argv[0]} ended with {done.returncode}:\n{tail}")
    return done.stdout
