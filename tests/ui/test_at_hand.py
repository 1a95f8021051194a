from __future__ import annotations

from pathlib import Path

from tutor.image import FileEntry, FileKind, FileTree
from tutor.ui.at_hand import context_listing, tree_listing


def test_the_context_lists_what_the_ignore_file_leaves_in(tmp_path: Path):
    folder = tmp_path / "shop"
    for name in ("main.go", "a.log", "web/index.html", "web/old.log", "dist/app", "dist/keep/x"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("")
    (folder / ".dockerignore").write_text("**/*.log\n.dockerignore\ndist\n!dist/keep\n")
    dockerfile = folder / "Dockerfile"
    assert context_listing(folder, dockerfile, "") == ("dist/", "main.go", "web/")
    assert context_listing(folder, dockerfile, "web") == ("index.html",)
    assert context_listing(folder, dockerfile, "dist") == ("keep/",)
    assert context_listing(folder, dockerfile, "gone") == ()


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
