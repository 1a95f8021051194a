"""A learner's empty home, and the command line in this process."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from tutor.cli import main

NOWHERE = "unix:///nowhere/docker.sock"


class CommandLine:
    """Calls commands and reads what they print."""

    def __call__(self, *arguments):
        return CliRunner().invoke(main, [str(a) for a in arguments])

    def json(self, *arguments):
        result = self(*arguments, "--json")
        return json.loads(result.stdout)


@pytest.fixture
def home(tmp_path, monkeypatch):
    folder = tmp_path / "home"
    monkeypatch.setenv("DISTILL_HOME", str(folder))
    monkeypatch.delenv("DISTILL_ENGINE", raising=False)
    return folder


@pytest.fixture
def distill(home):
    return CommandLine()
