"""A recorded command as a person would write it."""

from __future__ import annotations

import shlex

from tutor.engine.embedded.catalogue.format import CommandKey

OF_THE_IMAGE = frozenset({"GOPATH", "GOTOOLCHAIN", "GOROOT", "HOME", "PATH"})
"""Variables that base images set; nobody writes them before a command."""


def spelled(key: CommandKey) -> str:
    """``CGO_ENABLED=0 go build -o PATH . (in /src)``."""
    env = [f"{name}={shlex.quote(value)}" for name, value in key.env.items() if name not in OF_THE_IMAGE]
    words = []
    for word in key.argv:
        flag, equals, value = word.partition("=")
        if equals and value == "{out}":
            words += [flag, "PATH"]
        else:
            words.append(shlex.quote(word))
    where = "" if key.any_folder else f" (in {key.folder})"
    return " ".join([*env, *words]) + where
