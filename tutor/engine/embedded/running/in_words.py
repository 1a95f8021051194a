"""How a recording is told to a person: without the marks that stand for places in it."""

from __future__ import annotations

import shlex
from collections.abc import Iterable

from tutor.engine.embedded.running.interpreted import FOLDER, SCRIPT
from tutor.engine.embedded.running.standing import ARGUMENT, HERE


def place_in_words(path: str) -> str:
    """What a recording looked at: a path, or what stood for one."""
    if path == HERE:
        return "working folder"
    path = ARGUMENT.sub(lambda found: f"argument {found['number']}", path)
    return path.replace(SCRIPT, "program").replace(FOLDER, "its folder")


def arguments_in_words(argv: Iterable[str]) -> str:
    """Arguments as a person writes them; the program that an interpreter was given is none of them."""
    return shlex.join(place_in_words(word) if FOLDER in word else word for word in argv if word != SCRIPT)
