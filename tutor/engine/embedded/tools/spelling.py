"""A recorded command as a person would write it."""

from __future__ import annotations

import re
import shlex

from tutor.engine.embedded.catalogue.format import CommandKey

OF_THE_IMAGE = frozenset({"GOPATH", "GOTOOLCHAIN", "GOROOT", "HOME", "PATH", "LANG", "LANGUAGE", "LC_ALL"})
"""Variables that base images set; nobody writes them before a command."""

OUT = "{out}"
SHORT = re.compile(r"-[A-Za-z]")


def spelled(key: CommandKey) -> str:
    """``CGO_ENABLED=0 go build -o PATH . (in /src)``."""
    return words_of(key) + ("" if key.any_folder else f" (in {key.folder})")


def words_of(key: CommandKey) -> str:
    """``CGO_ENABLED=0 go build -o PATH .``, wherever that is."""
    env = [f"{name}={shlex.quote(value)}" for name, value in key.env.items() if name not in OF_THE_IMAGE]
    words = []
    for word in key.argv:
        flag, equals, value = word.partition("=")
        if equals and value == OUT:
            words += [flag, "PATH"]
        elif word == OUT:
            words.append("PATH")
        elif equals and SHORT.fullmatch(flag):  # not everybody takes -t=FOLDER for -t FOLDER
            words += [flag, shlex.quote(value)]
        else:
            words.append(shlex.quote(word))
    return " ".join([*env, *words])
