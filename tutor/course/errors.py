"""What can go wrong with lessons, workspaces and progress, in words that say what to do next."""

from __future__ import annotations

import shlex
from pathlib import Path


class CourseError(Exception):
    """Something about the course went wrong; ``advice`` is the next thing to do, one sentence."""

    def __init__(self, message: str, *, advice: str = "") -> None:
        super().__init__(f"{message} {advice}".rstrip())
        self.message = message
        self.advice = advice


class LessonError(CourseError):
    """A lesson's file is wrong at a place; ``line`` and ``column`` are 1-based, columns are characters."""

    def __init__(self, path: Path, line: int, column: int, message: str, advice: str = "") -> None:
        super().__init__(f"{path}:{line}:{column}: {message}.", advice=advice)
        self.path = path
        self.line = line
        self.column = column
        self.message = message


class UnknownLesson(CourseError):  # noqa: N818 - reads as what happened
    """No lesson has that number or name; ``nearest`` are the names that come close."""

    def __init__(self, asked: str, nearest: tuple[str, ...], advice: str) -> None:
        super().__init__(f"There is no lesson {asked!r}.", advice=advice)
        self.asked = asked
        self.nearest = nearest


class WorkspaceError(CourseError):
    """A lesson's folder cannot be made, read or written."""


class NoDockerfile(WorkspaceError):  # noqa: N818 - reads as what happened
    """A folder has no file of that name; ``others`` are its files that look like one."""

    def __init__(self, folder: Path, others: tuple[str, ...]) -> None:
        if others:
            advice = f"It has {', '.join(others[:3])}: name one with --file."
        else:
            advice = (
                f"`distill open --new {shlex.quote(str(folder))}` writes one to begin with; "
                "`distill start 1` puts one to learn from."
            )
        super().__init__(f"{folder} has no Dockerfile.", advice=advice)
        self.folder = folder
        self.others = others


class ProgressError(CourseError):
    """The progress file cannot be opened, read or written."""
