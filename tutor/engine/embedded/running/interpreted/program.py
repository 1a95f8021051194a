"""What an interpreter was given to run."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tutor.engine.embedded.contents import Contents
from tutor.engine.embedded.running.interpreted.named_files import named_files
from tutor.engine.embedded.running.view import View

if TYPE_CHECKING:
    from tutor.engine.embedded.running.container import Container
    from tutor.engine.embedded.running.starting import Started

SCRIPT, FOLDER = "{script}", "{folder}"


@dataclass(frozen=True, slots=True)
class Interpreted:
    """A program as its interpreter sees it; see ``RecordedRun`` for ``argv`` and ``made_of``.

    ``names`` are what ``{script}`` and ``{folder}`` stand for. ``variables`` are what its texts ask for.
    ``place`` is the folder where what it does depends on where it lies. ``by_name`` where the interpreter's
    own name matters. ``covers`` are variables whose effect shows in the rest.
    """

    argv: tuple[str, ...]
    made_of: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    variables: frozenset[str] = frozenset()
    place: str = ""
    by_name: bool = False
    covers: frozenset[str] = frozenset()

    @property
    def missing(self) -> bool:
        """Whether the script is not there, so that nobody reads any input."""
        return self.made_of.get(SCRIPT) == ""


@dataclass(frozen=True, slots=True)
class Given:
    """The words that an interpreter was started with, its own name first, and what it may look at."""

    words: tuple[str, ...]
    path: str
    view: View
    contents: Contents
    env: dict[str, str]

    def absolute(self, path: str) -> str:
        """Where a path leads from the working folder, by its name."""
        return posixpath.normpath(posixpath.join(self.view.folder, path))


Reader = Callable[[Given], Interpreted]


def interpreted(started: Started, container: Container, contents: Contents) -> Interpreted | None:
    """What the program is made of, None for one that is its own; see ``files_of`` for that."""
    words, path = started.process.argv, started.process.path
    if posixpath.basename(path) == "env" and len(words) > 1:
        words, path = words[1:], words[1]
    reader = _reader(posixpath.basename(path)) or _reader(posixpath.basename(started.argv[0]))
    if reader is None:
        return None
    return reader(Given(words, path, container.view, contents, dict(container.env)))


def files_of(started: Started, container: Container) -> dict[str, str]:
    """Digests of the files that a program of its own is given."""
    return named_files(container.view, started.argv[1:], container.env.get("PATH", ""))


def _reader(name: str) -> Reader | None:
    from tutor.engine.embedded.running.interpreted.java import java
    from tutor.engine.embedded.running.interpreted.nginx import nginx
    from tutor.engine.embedded.running.interpreted.node import node
    from tutor.engine.embedded.running.interpreted.python import python

    exact: dict[str, Reader] = {
        "node": node,
        "nodejs": node,
        "java": java,
        "nginx": nginx,
    }
    return python if re.fullmatch(r"python[\d.]*", name) else exact.get(name)
