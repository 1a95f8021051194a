"""Recorded commands are told as people write them."""

from __future__ import annotations

import pytest

from tutor.engine.embedded.catalogue.format import CommandKey
from tutor.engine.embedded.tools.spelling import words_of


@pytest.mark.parametrize(
    ("argv", "env", "told"),
    [
        (("pip", "install", "-t=/app", "."), {"LANG": "C.UTF-8"}, "pip install -t /app ."),
        (("jar", "--create", "--file", "{out}", "."), {}, "jar --create --file PATH ."),
        (("go", "build", "-o={out}", "."), {"CGO_ENABLED": "0"}, "CGO_ENABLED=0 go build -o PATH ."),
        (("go", "build", "-ldflags=-s -w"), {}, "go build '-ldflags=-s -w'"),
    ],
)
def test_a_command_is_told_as_it_would_be_written(argv, env, told):
    key = CommandKey(
        tool=argv[0], argv=argv, folder="/src", any_folder=True, env=env, programs={}, inputs={}, user=""
    )
    assert words_of(key) == told
