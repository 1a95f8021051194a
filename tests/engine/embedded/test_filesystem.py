"""Names of one file while an instruction changes them."""

from __future__ import annotations

import msgspec

from tutor.engine.embedded.filesystem import Filesystem
from tutor.image import FileEntry, FileKind, FileTree


def file(path: str, size: int = 1, same_as: str | None = None) -> FileEntry:
    return FileEntry(path, FileKind.FILE, 0o644, size, same_as=same_as, digest=f"sha256:{size}")


def linked(files: Filesystem) -> dict[str, tuple[int, str | None]]:
    return {entry.path: (entry.size, entry.same_as) for entry in files.tree()}


def three_names() -> Filesystem:
    files = Filesystem(FileTree.of(()))
    files.put(file("a"))
    files.link("a", "b")
    files.link("a", "c")
    return files


def test_a_new_file_in_the_place_of_the_first_name_leaves_the_others_together():
    files = three_names()
    files.put(file("a", 2))
    assert linked(files) == {"a": (2, None), "b": (1, None), "c": (1, "b")}
    files.change("c", size=3)
    assert linked(files) == {"a": (2, None), "b": (3, None), "c": (3, "b")}


def test_the_first_name_can_be_deleted():
    files = three_names()
    files.remove("a")
    assert linked(files) == {"b": (1, None), "c": (1, "b")}
    files.remove("b")
    assert linked(files) == {"c": (1, None)}


def test_a_move_keeps_the_names_of_a_file_together():
    files = three_names()
    files.move("a", "z")
    assert linked(files) == {"b": (1, None), "c": (1, "b"), "z": (1, "b")}
    files.change("z", size=4)
    assert set(linked(files).values()) == {(4, None), (4, "b")}


def test_a_folder_moves_with_the_names_in_it():
    files = Filesystem(FileTree.of(()))
    files.make_directories("d")
    files.put(file("d/a"))
    files.link("d/a", "d/b")
    files.move("d", "e")
    files.change("e/b", size=2)
    assert {path: fact for path, fact in linked(files).items() if path != "e"} == {
        "e/a": (2, None),
        "e/b": (2, "e/a"),
    }


def test_changing_one_of_many_files_leaves_the_others():
    files = Filesystem(FileTree.of((file("x"),)))
    files.put(file("y"))
    files.put(msgspec.structs.replace(file("z"), size=5))
    files.change("y", mode=0o600)
    assert [(entry.path, entry.mode) for entry in files.tree()] == [("x", 0o644), ("y", 0o600), ("z", 0o644)]
