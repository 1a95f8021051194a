from __future__ import annotations

from pathlib import Path

from tutor.image import FileEntry, FileKind, FileTree
from tutor.ui.at_hand import context_listing, tree_listing


def test_the_context_lists_what_the_ignore_file_leaves_in(tmp_path: Path):
    for name in ("main.go", "a.log", "web/index.html", "web/old.log", "dist/app", "dist/keep/x"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    (tmp_path / ".dockerignore").write_text("**/*.log\n.dockerignore\ndist\n!dist/keep\n")
    dockerfile = tmp_path / "Dockerfile"
    assert context_listing(tmp_path, dockerfile, "") == ("dist/", "main.go", "web/")
    assert context_listing(tmp_path, dockerfile, "web") == ("index.html",)
    assert context_listing(tmp_path, dockerfile, "dist") == ("keep/",)
    assert context_listing(tmp_path, dockerfile, "gone") == ()


def test_a_stage_lists_folders_and_links_to_folders_with_a_slash():
    tree = FileTree.of(
        [
            FileEntry("bin", FileKind.SYMLINK, 0o777, target="usr/bin"),
            FileEntry("usr/bin/env", FileKind.FILE, 0o755),
            FileEntry("etc/passwd", FileKind.FILE, 0o644),
        ]
    )
    assert tree_listing(tree, "") == ("bin/", "etc/", "usr/")
    assert tree_listing(tree, "bin") == ("env",)
    assert tree_listing(tree, "nowhere") == ()
