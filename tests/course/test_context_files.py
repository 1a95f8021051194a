from __future__ import annotations

import os

import pytest

from tutor.course import WorkspaceError
from tutor.course.context_files import MOST_BYTES, ContextFiles


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "site"
    for name, text in {
        "Dockerfile": "FROM scratch\n",
        ".env": "KEY=1\n",
        "content/index.md": "# Bread\n",
        "node_modules/x/index.js": "",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


@pytest.fixture
def files(folder, tmp_path):
    (tmp_path / "state").mkdir()
    return ContextFiles(folder, folder / "Dockerfile", tmp_path / "state")


def test_hidden_files_are_listed_and_the_dockerfile_and_packages_are_not(files):
    assert files.names() == (".env", "content/index.md")


def test_a_file_too_large_to_edit_is_not_listed_and_not_read(files, folder):
    (folder / "large.txt").write_bytes(b"x" * (MOST_BYTES + 1))
    assert "large.txt" not in files.names()
    with pytest.raises(WorkspaceError, match=r"large\.txt"):
        files.read("large.txt")


def test_what_is_written_is_read_again_and_a_new_folder_is_made(files, folder):
    files.write("src/new.js", "one\n")
    assert (folder / "src/new.js").read_text() == "one\n"
    assert files.read("src/new.js") == "one\n"


def test_a_file_that_is_not_there_yet_is_empty(files):
    assert files.read(".dockerignore") == ""


@pytest.mark.parametrize("name", ["", "  ", "../outside", "content/../../outside", "content", "Dockerfile"])
def test_only_files_below_the_folder_are_taken(files, name):
    with pytest.raises(WorkspaceError):
        files.write(name, "x")


def test_an_absolute_path_and_a_link_out_are_not_taken(files, folder, tmp_path):
    (folder / "out").symlink_to(tmp_path)
    for name in (str(tmp_path / "outside"), "out/outside"):
        with pytest.raises(WorkspaceError):
            files.write(name, "x")
    assert not (tmp_path / "outside").exists()


def test_bytes_that_are_no_text_are_refused_with_advice(files, folder):
    (folder / "logo.png").write_bytes(b"\x89PNG\0")
    (folder / "old.txt").write_bytes(b"caf\xe9")
    for name in ("logo.png", "old.txt"):
        with pytest.raises(WorkspaceError) as caught:
            files.read(name)
        assert "another editor" in caught.value.advice


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_without_rights_is_told(files, folder):
    folder.chmod(0o500)
    with pytest.raises(WorkspaceError, match="cannot be saved"):
        files.write("new.txt", "x")
