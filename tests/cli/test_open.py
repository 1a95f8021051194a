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


def test_a_folder_without_a_dockerfile_is_told_with_what_to_do(distill, tmp_path):
    result = distill("open", tmp_path)
    assert result.exit_code == 2
    assert "has no Dockerfile" in result.stderr
    assert "Write one" in result.stderr
