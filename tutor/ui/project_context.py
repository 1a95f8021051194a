"""How much a build of a folder sends to the engine."""

from __future__ import annotations

import stat
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutor.course import Project

_MOST_LARGEST = 3
_WORTH_TELLING_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class ContextCount:
    """Regular files and their bytes.

    ``ignored`` counts paths that the ignore file leaves out, a folder as one. ``largest`` are the entries at
    the top that hold a megabyte or more, largest first. ``error`` is a sentence when counting failed.
    """

    files: int = 0
    bytes: int = 0
    ignored: int = 0
    ignore_file: str = ""
    largest: tuple[tuple[str, int], ...] = ()
    error: str = ""


def count_context(project: Project, text: str) -> ContextCount:
    """Walk the folder as a build does: call it from a worker."""
    from tutor.engine.context import find_context
    from tutor.engine.errors import EngineError

    try:
        found = find_context(project.folder, project.dockerfile_path)
    except EngineError as error:
        return ContextCount(error=f"{error.message}. {error.advice}".strip())
    files = total = 0
    tops: Counter[str] = Counter()
    for path in found.paths:
        try:
            status = (project.folder / path).lstat()
        except OSError:  # gone since, or a Dockerfile that was never saved
            continue
        if stat.S_ISREG(status.st_mode):
            files += 1
            total += status.st_size
            tops[path.partition("/")[0]] += status.st_size
    largest = tuple(
        (name, size) for name, size in tops.most_common(_MOST_LARGEST) if size >= _WORTH_TELLING_BYTES
    )
    return ContextCount(files, total, len(found.ignored), _ignore_file(project), largest)


def _ignore_file(project: Project) -> str:
    own = project.dockerfile_path.with_name(f"{project.dockerfile_path.name}.dockerignore")
    return next((path.name for path in (own, Path(project.folder, ".dockerignore")) if path.is_file()), "")
