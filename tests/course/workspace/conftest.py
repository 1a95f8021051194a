"""A lesson's folder in a home of its own."""

from __future__ import annotations

import pytest

from tutor.course import Workspace


@pytest.fixture
def root(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def workspace(lesson, root):
    return Workspace.open(lesson, root)
