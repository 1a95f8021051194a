"""Paths of an image that fit a glob."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from tutor.image import FileEntry, FileKind, FileTree


def matching(files: FileTree, globs: Iterable[str], *, executable: bool) -> list[str]:
    """The paths that fit one of the globs, in order; with ``executable`` only regular files that may be run.

    ``*`` and ``?`` stop at a slash, ``**/`` is any number of folders. A symlink counts as what it leads to.
    """
    fits = fitting(globs)
    found = sorted(path for path in files.by_path if fits(path))
    return [path for path in found if not executable or may_run(files.resolve(path))]


def fitting(globs: Iterable[str]) -> Callable[[str], object]:
    """Tells whether a path without leading slash fits one of the globs."""
    return re.compile("|".join(f"(?:{pattern_of(glob)})" for glob in globs), re.DOTALL).fullmatch


def may_run(entry: FileEntry | None) -> bool:
    """Whether an entry is a regular file that somebody may execute."""
    return entry is not None and entry.kind is FileKind.FILE and entry.mode & 0o111 != 0


def pattern_of(glob: str) -> str:
    """A glob over paths as a regular expression over paths without leading slash."""
    pattern = ""
    for part in re.split(r"(\*\*/|\*\*|\*|\?)", glob.lstrip("/")):
        match part:
            case "**/":
                pattern += "(?:.*/)?"
            case "**":
                pattern += ".*"
            case "*":
                pattern += "[^/]*"
            case "?":
                pattern += "[^/]"
            case _:
                pattern += re.escape(part)
    return pattern
