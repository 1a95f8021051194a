"""What commands load, and how they fail before any work is done."""

from __future__ import annotations

import subprocess
import sys

import pytest

LOADED = """\
import sys
from click.testing import CliRunner
from tutor.cli import main
CliRunner().invoke(main, sys.argv[1:])
heavy = {"textual", "docker", "watchfiles"}
print(" ".join(sorted({name.partition(".")[0] for name in sys.modules} & heavy)))
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["lessons"],
        ["solution", "3"],
        ["quiz", "3"],
        ["golf"],
        ["config"],
        ["config", "--check"],
        ["certificate"],
        ["schema", "build"],
        ["check", "--help"],
        ["build", "--help"],
        ["explain", "--help"],
        ["schema", "inspect"],
        ["inspect", "absent.tar"],
        ["compare", "absent.tar", "absent.tar"],
        ["inspect", "3:solution", "--engine", "embedded"],
        ["explain", "3:solution", "--engine", "embedded"],
    ],
    ids=" ".join,
)
def test_a_command_without_an_engine_loads_neither_textual_nor_the_docker_sdk(arguments, tmp_path):
    loaded = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments],
        env={"DISTILL_HOME": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert loaded.stdout.split() == []


def test_an_archive_is_told_without_the_docker_sdk(saved, tmp_path):
    path = saved("a.tar", {"a": b"x"})
    loaded = subprocess.run(
        [sys.executable, "-c", LOADED, "inspect", str(path)],
        env={"DISTILL_HOME": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert loaded.stdout.split() == []


@pytest.mark.parametrize("command", ["check", "build", "run", "explain", "inspect"])
def test_a_command_that_builds_starts_without_textual(command, tmp_path):
    loaded = subprocess.run(
        [sys.executable, "-c", LOADED, command, "3", "--engine", "unix:///nowhere/docker.sock"],
        env={"DISTILL_HOME": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "textual" not in loaded.stdout.split()


def test_python_m_tutor_is_the_same_command():
    shown = subprocess.run(
        [sys.executable, "-m", "tutor", "--help"], capture_output=True, text=True, check=True
    )
    assert "distill lessons" in shown.stdout
