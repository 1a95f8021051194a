"""``distill open`` without a terminal: it prints what ``distill explain`` prints."""

from __future__ import annotations

import json


def test_without_a_terminal_it_explains_the_folder(distill, tmp_path):
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "Dockerfile").write_text("FROM scratch\nCOPY a /a\n")
    (folder / "a").write_text("one")
    opened = distill("open", folder, "--engine", "embedded", "--json")
    assert opened.exit_code == 0
    explained = distill("explain", folder, "--engine", "embedded", "--json")
    first, second = json.loads(opened.stdout), json.loads(explained.stdout)
    assert first["stages"] == second["stages"]
    assert sorted(path.name for path in folder.iterdir()) == ["Dockerfile", "a"]


def test_an_images_name_is_told_where_images_are_looked_at(distill):
    result = distill("open", "debian:trixie")
    assert result.exit_code == 2
    assert "debian:trixie is not a folder" in result.stderr
    assert "`distill inspect NAME`" in result.stderr


def test_a_folder_without_a_dockerfile_is_told_with_what_to_do(distill, tmp_path):
    result = distill("open", tmp_path)
    assert result.exit_code == 2
    assert "has no Dockerfile" in result.stderr
    assert f"`distill open --new {tmp_path}` writes one" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_new_writes_a_dockerfile_for_the_projects_language_and_never_over_another(distill, tmp_path):
    (tmp_path / "program").write_text("hello\n")
    result = distill("open", tmp_path, "--new", "--engine", "embedded", "--json")
    assert result.exit_code == 0
    assert f"{tmp_path / 'Dockerfile'} is new." in result.stderr
    assert [stage["label"] for stage in json.loads(result.stdout)["stages"]] == ["build", "1"]
    written = (tmp_path / "Dockerfile").read_text()
    again = distill("open", tmp_path, "--new")
    assert again.exit_code == 2
    assert "is there already.\n  Open the folder as it is." in again.stderr
    assert (tmp_path / "Dockerfile").read_text() == written
    assert distill("open", tmp_path, "--new", "-f", "x").exit_code == 2
