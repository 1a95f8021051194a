"""Packs of a git repository: fetched as data, nothing of them runs."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.course.packs.making import add
from tutor.course.packs.errors import PackError


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "protocol.file.allow=always")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="no git here")


@pytest.fixture
def repository(source) -> Path:
    git(source.root, "init", "--quiet")
    git(source.root, "add", ".")
    git(source.root, "commit", "--quiet", "-m", "Lessons")
    return source.root


@needs_git
def test_a_repository_is_fetched_and_nothing_of_it_runs(repository, source, root, tmp_path):
    marker = tmp_path / "ran"
    source.write("../../.gitattributes", "*.go filter=evil\n")
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "-m", "Filter")
    for hook in ("post-checkout", "post-merge", "pre-auto-gc", "reference-transaction"):
        path = repository / ".git" / "hooks" / hook
        path.write_text(f"#!/bin/sh\ntouch {marker}\n")
        path.chmod(0o755)
    added = add(root, f"file://{repository}", name="fetched")
    assert [lesson.handle for lesson in added.pack.lessons] == ["fetched:3"]
    assert not marker.exists()
    assert not list((root / "fetched").rglob(".git"))


@needs_git
def test_submodules_are_not_fetched(repository, root, tmp_path):
    git(repository, "submodule", "add", "--quiet", f"file://{repository}", "sample_apps/calculator/sub")
    git(repository, "commit", "--quiet", "-m", "Submodule")
    with pytest.raises(PackError, match=r"\.gitmodules belongs to Git"):
        add(root, f"file://{repository}")


@needs_git
def test_a_link_in_a_repository_is_refused(repository, source, root):
    (source.app / "link").symlink_to("/etc/passwd")
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "-m", "Link")
    with pytest.raises(PackError, match="not a plain file"):
        add(root, f"file://{repository}")


@pytest.mark.parametrize(
    "url",
    [
        "ext::sh -c touch% /tmp/evil",
        "fd::17/x",
        "http://host.example/x.git",
        "git://host.example/x.git",
        "-oProxyCommand=evil@host:x",
        "ssh://-oProxyCommand=evil/x",
        "ssh://me@-oProxyCommand=evil/x",
        "me@host:-evil",
        "https://host.example/x y",
    ],
)
def test_an_address_that_could_run_something_is_not_fetched(root, url, monkeypatch):
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("git was started"))
    with pytest.raises(PackError):
        add(root, url, name="evil")


@needs_git
def test_a_repository_that_is_not_there_is_told_without_asking_for_a_password(root, tmp_path):
    with pytest.raises(PackError, match="Git could not fetch it"):
        add(root, f"file://{tmp_path}/nowhere.git")
