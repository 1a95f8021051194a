from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tutor.course import Lesson

sys.path.insert(0, str(Path(__file__).parent))

from made import LessonFolder


@pytest.fixture
def lesson_folder(tmp_path: Path) -> LessonFolder:
    return LessonFolder(tmp_path / "course")


@pytest.fixture
def lesson(lesson_folder: LessonFolder) -> Lesson:
    return lesson_folder.load()
