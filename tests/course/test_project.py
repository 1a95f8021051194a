from __future__ import annotations

from pathlib import Path

import pytest

from tutor.course import BuildOptions, Project, WorkspaceError

TEXT = "FROM scratch\nCOPY a /a\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "My shop"
    folder.mkdir()
    (folder / "Dockerfile").write_text(TEXT)
    (folder / "a").write_text("a")
    return folder


def opened(folder: Path, file: Path | None = None) -> Project:
    return Project.open(folder, file, home=folder.parent / "home")


def paths_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_nothing_is_written_into_the_folder_but_the_dockerfile(folder: Path):
    before = (folder / "Dockerfile").stat().st_ino
    project = opened(folder)
    assert project.text() == TEXT
    assert paths_in(folder) == ["Dockerfile", "a"]
    project.save("FROM busybox\n")
    assert paths_in(folder) == ["Dockerfile", "a"]
    assert (folder / "Dockerfile").read_text() == "FROM busybox\n"
    assert (folder / "Dockerfile").stat().st_ino != before, "whole or not at all"


def test_a_dockerfile_whose_lines_did_not_change_keeps_its_bytes(folder: Path):
    mixed = b"FROM scratch\r\nCOPY a /a\n"
    (folder / "Dockerfile").write_bytes(mixed)
    project = opened(folder)
    project.text()
    project.save("FROM scratch\r\nCOPY a /a\r\n")
    assert (folder / "Dockerfile").read_bytes() == mixed
    project.save("FROM scratch\nCOPY a /b\n")
    assert (folder / "Dockerfile").read_bytes() == b"FROM scratch\nCOPY a /b\n"


def test_what_another_editor_wrote_meanwhile_is_set_aside(folder: Path):
    project = opened(folder)
    project.text()
    (folder / "Dockerfile").write_text("FROM theirs\n")
    project.save("FROM mine\n")
    assert project.set_aside_path.read_text() == "FROM theirs\n"
    assert not project.set_aside_path.is_relative_to(folder)


def test_a_folder_without_a_dockerfile_says_what_to_do(tmp_path: Path):
    with pytest.raises(WorkspaceError, match="has no Dockerfile") as caught:
        opened(tmp_path)
    assert f"`distill open --new {tmp_path}` writes one" in caught.value.advice
    (tmp_path / "Containerfile").touch()
    (tmp_path / "Dockerfile.dev").touch()
    with pytest.raises(WorkspaceError) as caught:
        opened(tmp_path)
    assert "Containerfile, Dockerfile.dev" in caught.value.advice


def test_another_dockerfile_can_be_named(folder: Path):
    other = folder / "build" / "release.Dockerfile"
    other.parent.mkdir()
    other.write_text("FROM busybox\n")
    project = opened(folder, other)
    assert project.text() == "FROM busybox\n"
    assert project.folder == folder.resolve()
    with pytest.raises(WorkspaceError, match="no Dockerfile at"):
        opened(folder, folder / "nothing")


def test_attempts_are_kept_by_the_resolved_folder(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(folder)
    assert opened(Path()).key == f"project:{folder.resolve()}"


def test_the_build_has_its_target_arguments_and_a_name_that_tags_allow(folder: Path):
    request = opened(folder).request(TEXT, BuildOptions("build", {"A": "1"}))
    assert (request.target, dict(request.build_args)) == ("build", {"A": "1"})
    assert request.name == "project-my-shop"
    assert request.context == folder.resolve()
