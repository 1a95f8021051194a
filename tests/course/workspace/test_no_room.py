"""A folder that cannot be read or written: told with what to do, and nothing lost."""

from __future__ import annotations

import os
import tempfile
import threading
import time
from pathlib import Path

import pytest
from made import START

from tutor.course import Workspace, WorkspaceError


def test_a_file_that_is_no_utf_8_is_told(workspace):
    workspace.dockerfile_path.write_bytes(b"FROM \xff\n")
    with pytest.raises(WorkspaceError, match="is not UTF-8"):
        workspace.text()


def test_a_vanished_folder_is_told_with_what_to_do(workspace):
    for path in sorted(workspace.folder.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    workspace.folder.rmdir()
    with pytest.raises(WorkspaceError, match="cannot be read") as caught:
        workspace.text()
    assert "distill start" in caught.value.advice
    with pytest.raises(WorkspaceError, match="cannot be watched"):
        next(workspace.watch(threading.Event()))


def test_text_can_still_be_saved_when_the_folder_vanished(workspace):
    for path in sorted(workspace.folder.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    workspace.folder.rmdir()
    workspace.save("FROM rescued\n")
    assert workspace.text() == "FROM rescued\n"


def test_a_home_that_is_a_file_is_told(lesson, tmp_path):
    (tmp_path / "home").write_text("")
    with pytest.raises(WorkspaceError) as caught:
        Workspace.open(lesson, tmp_path / "home")
    assert "DISTILL_HOME" in caught.value.advice


@pytest.fixture
def ordinary_user():
    """Root may write everywhere: act as somebody else for the length of a test."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    yield
    os.seteuid(0)


@pytest.fixture
def open_folder():
    """A folder that any user may reach."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def test_a_home_that_is_not_writable_is_told(lesson, open_folder, request):
    workspace = Workspace.open(lesson, open_folder)
    workspace.folder.chmod(0o555)
    workspace.set_aside_path.parent.chmod(0o555)
    request.getfixturevalue("ordinary_user")
    assert workspace.text() == START
    with pytest.raises(WorkspaceError, match="cannot be saved: Permission denied") as caught:
        workspace.save("FROM a\n")
    assert "Make the folder writable" in caught.value.advice
    assert workspace.text() == START


def test_a_full_disk_leaves_the_old_text_and_says_so(workspace, monkeypatch):
    workspace.save("FROM old\n")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WorkspaceError, match="No space left") as caught:
        workspace.save("FROM new\n")
    assert "Free some space" in caught.value.advice
    assert workspace.dockerfile_path.read_text() == "FROM old\n"
    assert list(workspace._state.glob(".writing-*")) == []


def test_what_a_killed_process_left_behind_is_swept_later(workspace, lesson, root):
    leftover = workspace._state / ".writing-abc"
    leftover.write_text("half")
    Workspace.open(lesson, root)
    assert leftover.exists()
    Workspace.open(lesson, root, clock=lambda: time.time() + 7200)
    assert not leftover.exists()
