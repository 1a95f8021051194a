"""``distill web`` as a process of its own, with a home of its own, on the embedded engine."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from chromium import executable

from tests.settled import settle

HOW = "as root on Debian: python3 -m tests.engines.provision browser"
END_SECONDS = 20


@dataclass(frozen=True)
class Served:
    """A server that runs: its link with the token, its process, and the learner's folder."""

    link: str
    process: subprocess.Popen[str]
    home: Path

    @property
    def url(self) -> str:
        """The link without its token."""
        return self.link.partition("?")[0]

    def interrupt(self) -> int:
        """Ctrl+C; the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(END_SECONDS)


@pytest.fixture
def served(tmp_path) -> Iterator[Served]:
    home = settle(tmp_path / "home")
    own = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS", "LINES")}
    process = subprocess.Popen(
        [sys.executable, "-m", "tutor", "web", "--lesson", "3", "--engine", "embedded"],
        env=own | {"DISTILL_HOME": str(home)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    assert "?token=" in line
    yield Served(line.split()[-1], process, home)
    process.kill()
    process.wait(END_SECONDS)
    process.stdout.close()


@pytest.fixture
def chromium() -> None:
    """A browser must be there: required in CI, and missed aloud elsewhere."""
    if executable() is None:
        if os.environ.get("DISTILL_REQUIRE_ENGINES"):
            pytest.fail(f"Chromium is required and not there; {HOW}")
        pytest.skip(f"Chromium is not there; {HOW}")
