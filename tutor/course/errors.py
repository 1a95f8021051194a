"""What can go wrong with lessons, workspaces and progress, in words that say what to do next."""

from __future__ import annotations

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


class ProgressError(CourseError):
    """The progress file cannot be opened, read or written."""
