"""Help pages: examples that are real, and text as wide as there is room for."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys

import click
import pytest

from tutor.cli import COMMANDS, main
from tutor.cli.environment import VARIABLES
from tutor.cli.examples import EXAMPLES


def every_command(command=main, path=()):
    """All commands with their words, also those below others."""
    if path:
        yield " ".join(path), command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            yield from every_command(command.get_command(context, name), (*path, name))


@pytest.mark.parametrize(("words", "command"), list(every_command()), ids=str)
def test_help_is_whole(distill, words, command):
    shown = distill(*words.split(), "--help").output
    assert "..." not in shown.replace("]...", "").replace("NAME...", "")
    assert max(map(len, shown.split("\n"))) <= 100


@pytest.mark.parametrize("words", EXAMPLES)
def test_examples_are_calls_that_the_command_takes(words):
    commands = dict(every_command())
    for line, gives in EXAMPLES[words]:
        assert f"distill {words}" in line or words == "app"
        assert gives[0].islower()
        called = shlex.split(line.partition("distill ")[2].partition(" && ")[0].partition(" > ")[0])
        commands[words].make_context(words, called[len(words.split()) :])


MAKES = ("build", "check", "run", "explain", "inspect")
"""Commands whose examples are of images, and need nothing that a learner did before."""
ELSEWHERE = re.compile(r"\bdocker\b| \. ")
"""Examples that need a real engine or a project of somebody's own."""
DONE, NOT_PASSED = 0, 1


@pytest.mark.parametrize(
    "line", [line for words in MAKES for line, _ in EXAMPLES[words] if not ELSEWHERE.search(line)]
)
def test_examples_do_what_they_say_on_the_embedded_engine(distill, monkeypatch, tmp_path, line):
    monkeypatch.setenv("DISTILL_ENGINE", "embedded")
    monkeypatch.chdir(tmp_path)
    given, _, called = line.rpartition(" | ")
    words = shlex.split(called.partition(" && ")[0].partition(" > ")[0])[1:]
    said = f"{shlex.split(given)[1]}\n" if given else None
    result = distill(*words, stdin=said)
    assert result.exit_code == (NOT_PASSED if words[0] == "check" else DONE), result.stderr
    assert "not recorded" not in result.stderr


def test_the_first_help_tells_commands_exit_codes_and_variables(distill):
    shown = distill("--help").output
    for name in (*COMMANDS, "130", *(name for name, _ in VARIABLES)):
        assert f"\n  {name} " in shown


def test_text_is_as_wide_as_columns_says_and_80_in_a_pipe(tmp_path):
    def widest(columns):
        told = subprocess.run(
            [sys.executable, "-m", "tutor", "explain", "3:solution", "--engine", "embedded"],
            env=os.environ | {"DISTILL_HOME": str(tmp_path), "COLUMNS": columns},
            capture_output=True,
            text=True,
            check=True,
        )
        return max(map(len, told.stdout.split("\n")))

    assert widest("60") < widest("") == widest("none") <= 80 < widest("200")


def test_a_number_alone_opens_its_lesson():
    name, command, rest = main.resolve_command(click.Context(main), ["3", "--engine", "embedded"])
    assert (name, rest) == ("app", ["3", "--engine", "embedded"])
    assert command is dict(every_command())["app"]
