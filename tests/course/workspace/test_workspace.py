from __future__ import annotations

import stat
import tarfile

import pytest
from made import START

from tutor.course import Workspace
from tutor.engine.context import pack_context


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
