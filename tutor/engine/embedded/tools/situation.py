"""A program that is about to start, as a tool looks at it."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.engine.embedded.contents import Contents
from tutor.engine.embedded.system.places import Places
from tutor.image import FileEntry


@dataclass(frozen=True)
class Situation:
    """``argv`` as the shell starts it, ``program`` the file, symlinks followed; ``folder`` is absolute."""

    argv: tuple[str, ...]
    program: FileEntry
    env: dict[str, str]
    folder: str
    user: str
    places: Places
    contents: Contents

    @property
    def name(self) -> str:
        return self.argv[0].rpartition("/")[2]

    @property
    def arguments(self) -> tuple[str, ...]:
        return self.argv[1:]
