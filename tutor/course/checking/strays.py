"""Files in a lesson's folder that nothing reads: most are misspelt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tutor.course.checking.problem import Problem, Sheet
from tutor.course.layout import FILES, SOLUTION
from tutor.course.variants import ALSO, ANSWERS, WRONG

_FILES = re.compile(
    r"lesson\.toml|lesson\.md|lesson\.[a-z]{2}(_[A-Z]{2})?\.(toml|md)|Dockerfile|solution\.Dockerfile"
)
_FOLDERS = (FILES, SOLUTION)
"""Whatever lies in them is laid over the application."""


def stray_problems(sheet: Sheet) -> Iterator[Problem]:
    """Files that are neither of the lesson's own nor declared."""
    folder = sheet.lesson.folder
    for path in sorted(folder.iterdir()):
        name = path.name
        if path.is_dir() and name in (ALSO, ANSWERS, WRONG):
            for inner in sorted(path.iterdir()):
                if not _belongs(inner):
                    yield sheet.in_file(
                        f"{name}/{inner.name}", None, "nothing reads this", "Call it NAME.Dockerfile."
                    )
        elif not (path.is_dir() and name in _FOLDERS) and not (path.is_file() and _FILES.fullmatch(name)):
            yield sheet.in_file(name, None, "nothing reads this", "Rename it, or take it away.")


def _belongs(path: Path) -> bool:
    """A Dockerfile, or the files that are laid out for one of the same name."""
    if path.is_dir():
        return path.with_name(f"{path.name}.Dockerfile").is_file()
    return path.suffix == ".Dockerfile"
