"""A folder of lessons to take a pack from, and a place for packs."""

from __future__ import annotations

from pathlib import Path

import pytest
from made import LessonFolder


@pytest.fixture
def source(tmp_path) -> LessonFolder:
    """A folder with one good lesson and its application."""
    return LessonFolder(tmp_path / "basics")


@pytest.fixture
def root(tmp_path) -> Path:
    return tmp_path / "home" / "packs"
