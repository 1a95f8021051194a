"""What is wrong with a lesson, at its place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tutor.course.errors import LessonError
from tutor.course.faults import Source
from tutor.course.lesson import Lesson
from tutor.course.manifest import MANIFEST
from tutor.course.positions import KeyPath

TEXT = "lesson.md"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that a lesson's author has to mend; ``line`` is 1-based, ``advice`` says what to do."""

    path: Path
    line: int
    message: str
    advice: str = ""

    @classmethod
    def of(cls, error: LessonError) -> Problem:
        """What kept a lesson from being loaded."""
        return cls(error.path, error.line, error.message, error.advice)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message.rstrip('.')}. {self.advice}".rstrip()


@dataclass(frozen=True)
class Sheet:
    """A lesson with its files as they were written, to point at a place in them.

    With a ``language`` it is the translation, and ``lesson`` has its texts.
    """

    lesson: Lesson
    language: str | None = None

    @cached_property
    def text_path(self) -> Path:
        """The lesson.md, or the translation's where there is one."""
        own = self.lesson.folder / f"lesson.{self.language}.md"
        return own if self.language is not None and own.is_file() else self.lesson.folder / TEXT

    @cached_property
    def manifest_path(self) -> Path:
        """The lesson.toml, or the translation's where there is one."""
        own = self.lesson.folder / f"lesson.{self.language}.toml"
        return own if self.language is not None and own.is_file() else self.lesson.folder / MANIFEST

    @cached_property
    def source(self) -> Source:
        """The lesson.toml."""
        return Source.read(self.manifest_path)

    @cached_property
    def lines(self) -> list[str]:
        """The lines of lesson.md."""
        return self.text_path.read_text(encoding="utf-8").splitlines()

    def at(self, key: KeyPath, message: str, advice: str = "") -> Problem:
        """A problem with a key, table or element of lesson.toml."""
        return Problem.of(self.source.fault(key, message, advice))

    def in_text(self, line: int, message: str, advice: str = "") -> Problem:
        """A problem with a line of lesson.md."""
        return Problem(self.text_path, line, message, advice)

    def in_file(self, name: str, line: int | None, message: str, advice: str = "") -> Problem:
        """A problem with a file of the lesson's folder; without a line, with all of it."""
        return Problem(self.lesson.folder / name, line or 1, message, advice)
