"""Programs that go on running after provisioning ends, and that only we end."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .shell import TAIL_LINES, ProvisionError

POLL_SECONDS = 0.1
START_PATIENCE_SECONDS = 60
STOP_PATIENCE_SECONDS = 30


@dataclass(frozen=True)
class Daemon:
    """A program with a folder for its settings, its log and the record of its start.

    ``settings`` are files by name that are written into ``home`` first; ``programs`` are folders that PATH
    begins with.  The record holds the process id and the kernel's start time of the process, so that a number
    that meanwhile belongs to another process, after a restart of the machine say, is never taken for ours.
    """

    home: Path
    argv: tuple[str, ...]
    settings: Mapping[str, str] = field(default_factory=dict)
    env: Mapping[str, str] = field(default_factory=dict)
    programs: tuple[Path, ...] = ()

    def runs(self) -> bool:
        """Whether a program that we started in this folder still runs, with whatever settings."""
        return self._pid() is not None

    def up_to_date(self) -> bool:
        """Whether it runs, and was started the way this one would be."""
        return self.runs() and self._read_record()["recipe"] == self._recipe()

    def start(self, answers: Callable[[], bool]) -> None:
        """Start the program detached, and wait until it answers."""
        self.home.mkdir(parents=True, exist_ok=True)
        for name, text in self.settings.items():
            (self.home / name).write_text(text)
        path = os.pathsep.join([*map(str, self.programs), os.environ["PATH"]])
        with self._log.open("ab") as log:
            process = subprocess.Popen(
                self.argv,
                env=os.environ | dict(self.env) | {"PATH": path},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                start_new_session=True,
            )
        record = {"pid": process.pid, "started": _started(process.pid), "recipe": self._recipe()}
        self._record.write_text(json.dumps(record))
        deadline = time.monotonic() + START_PATIENCE_SECONDS
        while not answers():
            if process.poll() is not None or time.monotonic() > deadline:
                process.kill()
                raise ProvisionError(f"{self.argv[0]} did not come up:\n{self.last_lines()}")
            time.sleep(POLL_SECONDS)

    def stop(self) -> bool:
        """End the program if it is ours and runs; True when there was something to end."""
        pid = self._pid()
        if pid is None:
            return False
        os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + STOP_PATIENCE_SECONDS
        while self.runs():
            if time.monotonic() > deadline:
                os.kill(pid, signal.SIGKILL)
                break
            time.sleep(POLL_SECONDS)
        self._record.unlink(missing_ok=True)
        return True

    def last_lines(self) -> str:
        """The end of what it printed; empty when it was never started."""
        if not self._log.exists():
            return ""
        return "\n".join(self._log.read_text(errors="replace").splitlines()[-TAIL_LINES:])

    @property
    def _log(self) -> Path:
        return self.home / "log"

    @property
    def _record(self) -> Path:
        return self.home / "started.json"

    def _recipe(self) -> list[Any]:
        return [
            list(self.argv),
            dict(self.settings),
            dict(self.env),
            [str(folder) for folder in self.programs],
        ]

    def _read_record(self) -> dict[str, Any]:
        record: dict[str, Any] = json.loads(self._record.read_text())
        return record

    def _pid(self) -> int | None:
        try:
            record = self._read_record()
            pid = int(record["pid"])
            ours = _started(pid) == record["started"] and _command(pid) == record["recipe"][0]
        except (OSError, ValueError, LookupError):
            return None
        return pid if ours else None


def _command(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/cmdline").read_text().rstrip("\0").split("\0")


def _started(pid: int) -> str:
    """The 22nd field of the process's status: clock ticks between the machine's start and the process's."""
    after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return after_name[19]
