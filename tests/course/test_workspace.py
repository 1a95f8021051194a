from __future__ import annotations

import os
import stat
import tarfile
import tempfile
import threading
import time
from pathlib import Path

import pytest
from made import SOLUTION, START

from tutor.course import Workspace, WorkspaceError
from tutor.engine.context import pack_context


@pytest.fixture
def root(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def workspace(lesson, root):
    return Workspace.open(lesson, root)


def files_of(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_workspace_is_a_real_folder_with_the_app_and_the_start(workspace, root):
    assert workspace.folder == root / "workspaces" / "03-a-second-from"
    assert files_of(workspace.folder) == ["Dockerfile", "inner/calc.go", "main.go"]
    assert workspace.text() == START


def test_the_home_folder_may_be_named_in_the_environment(lesson, tmp_path, monkeypatch):
    monkeypatch.setenv("DISTILL_HOME", str(tmp_path / "elsewhere"))
    assert Workspace.open(lesson).folder == tmp_path / "elsewhere" / "workspaces" / "03-a-second-from"


def test_opening_again_overwrites_nothing_of_the_learners(workspace, lesson, root):
    workspace.save("FROM mine\n")
    (workspace.folder / "main.go").write_text("my edit")
    (workspace.folder / "notes.txt").write_text("my notes")
    again = Workspace.open(lesson, root)
    assert again.text() == "FROM mine\n"
    assert (again.folder / "main.go").read_text() == "my edit"
    assert (again.folder / "notes.txt").read_text() == "my notes"


def test_a_newer_application_replaces_only_what_the_learner_left_alone(
    workspace, lesson, lesson_folder, root
):
    (workspace.folder / "main.go").write_text("my edit")
    (lesson_folder.app / "main.go").write_text("newer main")
    (lesson_folder.app / "inner" / "calc.go").write_text("newer calc")
    (lesson_folder.app / "added.go").write_text("added")
    Workspace.open(lesson, root)
    assert (workspace.folder / "main.go").read_text() == "my edit"
    assert (workspace.folder / "inner" / "calc.go").read_text() == "newer calc"
    assert (workspace.folder / "added.go").read_text() == "added"


def test_a_file_that_was_deleted_is_put_back(workspace, lesson, root):
    (workspace.folder / "main.go").unlink()
    Workspace.open(lesson, root)
    assert (workspace.folder / "main.go").read_text() == "package main\n"


def test_programs_of_the_application_stay_executable(lesson, lesson_folder, root):
    script = lesson_folder.app / "run.sh"
    script.write_text("#!/bin/sh\n")
    script.chmod(0o555)
    mode = stat.S_IMODE((Workspace.open(lesson, root).folder / "run.sh").stat().st_mode)
    assert mode == 0o755


@pytest.mark.parametrize(
    "text", ["FROM a\n", "", "FROM a", "FROM a\r\nRUN b\r\n", "# Grüße 🚢\nFROM a\n", "\ufeffFROM a\n"]
)
def test_a_text_comes_back_as_it_was_saved(workspace, text):
    workspace.save(text)
    assert workspace.text() == text
    assert workspace.dockerfile_path.read_bytes() == text.encode()


def test_nothing_of_ours_reaches_the_build_context(workspace, lesson):
    workspace.save("FROM one\n")
    workspace.reset()
    workspace.save("FROM two\n")
    assert files_of(workspace.folder) == ["Dockerfile", "inner/calc.go", "main.go"]
    with tarfile.open(
        fileobj=pack_context(workspace.folder, workspace.text(), workspace.dockerfile_path).tar
    ) as tar:
        assert sorted(member.name for member in tar if member.isfile()) == [
            "Dockerfile",
            "inner/calc.go",
            "main.go",
        ]


def test_saving_keeps_the_permission_bits(workspace):
    workspace.dockerfile_path.chmod(0o600)
    workspace.save("FROM a\n")
    assert stat.S_IMODE(workspace.dockerfile_path.stat().st_mode) == 0o600


def test_a_dockerfile_that_is_a_symlink_stays_one(workspace, tmp_path):
    real = tmp_path / "real.Dockerfile"
    real.write_text("FROM a\n")
    workspace.dockerfile_path.unlink()
    workspace.dockerfile_path.symlink_to(real)
    workspace.save("FROM b\n")
    assert workspace.dockerfile_path.is_symlink()
    assert real.read_text() == "FROM b\n"


def test_a_deleted_dockerfile_is_written_anew(workspace):
    workspace.dockerfile_path.unlink()
    workspace.save("FROM b\n")
    assert workspace.text() == "FROM b\n"


def test_a_reset_can_be_undone_also_after_a_restart(workspace, lesson, root):
    workspace.save(SOLUTION)
    workspace.reset()
    assert workspace.text() == START
    again = Workspace.open(lesson, root)
    assert again.can_undo_reset
    assert again.undo_reset()
    assert again.text() == SOLUTION
    assert not again.can_undo_reset
    assert not again.undo_reset()


def test_undoing_a_reset_keeps_what_was_written_since(workspace):
    workspace.save("FROM before\n")
    workspace.reset()
    workspace.save("FROM since\n")
    assert workspace.undo_reset()
    assert workspace.text() == "FROM before\n"
    assert workspace.undo_reset()
    assert workspace.text() == "FROM since\n"


def test_a_second_reset_does_not_forget_the_text_before_the_first(workspace):
    workspace.save("FROM before\n")
    workspace.reset()
    workspace.reset()
    assert workspace.undo_reset()
    assert workspace.text() == "FROM before\n"


def test_a_reset_brings_back_the_other_files_and_can_be_undone(workspace, lesson_folder):
    (workspace.folder / "main.go").write_text("my edit")
    (workspace.folder / "inner" / "calc.go").unlink()
    workspace.save(SOLUTION)
    workspace.reset()
    assert (workspace.folder / "main.go").read_text() == "package main\n"
    assert (workspace.folder / "inner" / "calc.go").read_text() == "package inner\n"
    assert workspace.undo_reset()
    assert (workspace.folder / "main.go").read_text() == "my edit"


def test_undoing_a_reset_keeps_what_was_written_into_other_files_since(workspace):
    main = workspace.folder / "main.go"
    for text in ("before", "since"):
        main.write_text(text)
        workspace.save(f"FROM {text}\n")
        if text == "before":
            workspace.reset()
    workspace.undo_reset()
    assert main.read_text() == "before"
    workspace.undo_reset()
    assert main.read_text() == "since"


def test_files_that_were_reset_without_the_dockerfile_come_back_too(workspace):
    (workspace.folder / "main.go").write_text("my edit")
    workspace.reset()
    assert workspace.can_undo_reset
    assert workspace.undo_reset()
    assert (workspace.folder / "main.go").read_text() == "my edit"
    assert workspace.text() == START


def test_there_is_nothing_to_undo_at_first(workspace):
    assert not workspace.undo_reset()
    assert workspace.text() == START


def test_a_change_by_another_program_is_noticed_once_and_by_content(workspace):
    workspace.text()
    assert workspace.changed_outside() is None
    workspace.dockerfile_path.write_text("FROM other\n")
    assert workspace.changed_outside() == "FROM other\n"
    assert workspace.changed_outside() is None
    os.utime(workspace.dockerfile_path)
    assert workspace.changed_outside() is None


def test_our_own_save_is_no_change_from_outside(workspace):
    workspace.text()
    workspace.save("FROM mine\n")
    assert workspace.changed_outside() is None


def test_a_version_of_another_editor_that_a_save_replaces_is_kept(workspace):
    workspace.text()
    workspace.dockerfile_path.write_text("FROM other\n")
    workspace.save("FROM mine\n")
    assert workspace.text() == "FROM mine\n"
    assert workspace.set_aside_path.read_text() == "FROM other\n"


def test_who_looks_while_we_write_does_not_take_it_for_another_programs(workspace, monkeypatch):
    from tutor.course import edited_file
    from tutor.course import workspace as module

    replace, looks, seen = edited_file.replace, [], []

    def looked_at(*args, **kwargs):
        replace(*args, **kwargs)
        look = threading.Thread(target=lambda: seen.append(workspace.changed_outside()))
        look.start()
        look.join(0.1)
        looks.append(look)

    monkeypatch.setattr(edited_file, "replace", looked_at)
    monkeypatch.setattr(module, "replace", looked_at)
    workspace.text()
    workspace.save("FROM mine\n")
    workspace.reset()
    workspace.undo_reset()
    for look in looks:
        look.join(10)
    assert len(seen) >= 3
    assert set(seen) == {None}


def test_watching_tells_what_other_programs_write_and_not_what_we_do(workspace):
    workspace.text()
    stop, seen, ready = threading.Event(), [], threading.Event()

    def watch():
        ready.set()
        for text in workspace.watch(stop):
            seen.append(text)
            if text == "FROM third\n":
                return

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    ready.wait(10)
    time.sleep(0.5)  # the watch has to be set up in the system before anything may happen
    workspace.save("FROM mine\n")
    time.sleep(0.5)
    draft = workspace.folder / ".Dockerfile.swp"
    draft.write_text("FROM third\n")
    draft.replace(workspace.dockerfile_path)
    thread.join(10)
    stop.set()
    assert seen == ["FROM third\n"]


def test_watching_ends_when_it_is_told_to(workspace):
    stop = threading.Event()
    thread = threading.Thread(target=lambda: list(workspace.watch(stop)), daemon=True)
    thread.start()
    time.sleep(0.2)
    stop.set()
    thread.join(10)
    assert not thread.is_alive()


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
