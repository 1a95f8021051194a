from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tutor.course import Course, Lesson, Progress

sys.path.insert(0, str(Path(__file__).parent))

from made import LessonFolder
from way import short_course


@pytest.fixture
def lesson_folder(tmp_path: Path) -> LessonFolder:
    return LessonFolder(tmp_path / "course")


@pytest.fixture
def lesson(lesson_folder: LessonFolder) -> Lesson:
    return lesson_folder.load()


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """Three short lessons."""
    return short_course(tmp_path / "course")


@pytest.fixture
def progress(tmp_path: Path) -> Iterator[Progress]:
    """A learner's progress, with nothing in it."""
    with Progress.open(tmp_path / "home" / "progress.sqlite3") as progress:
        yield progress
