"""Folders of WORKDIR, found with the instruction behind it."""

from __future__ import annotations

from tutor.engine import BuiltInstruction
from tutor.engine.moby.workdirs import folders_to_workdirs
from tutor.image import FileEntry, FileKind, Layer


def folder(path: str) -> FileEntry:
    return FileEntry(path, FileKind.DIRECTORY, 0o755)


def instruction(keyword: str, *entries: FileEntry) -> BuiltInstruction:
    return BuiltInstruction(1, 1, keyword, keyword, reached=True, adds=0, hides=0, layer=Layer(entries))


def paths(made) -> list[list[str]]:
    return [[entry.path for entry in one.layer.entries] for one in made]


def test_a_workdir_gets_the_folders_on_its_way_and_no_others():
    file = FileEntry("src/deep/file", FileKind.FILE, 0o644, 3)
    copied = instruction(
        "COPY", folder("other"), folder("src"), folder("src/deep"), folder("src/deep/sub"), file
    )
    made = folders_to_workdirs([instruction("FROM"), instruction("WORKDIR"), copied], {1: "src/deep"})
    assert paths(made) == [[], ["src", "src/deep"], ["other", "src/deep/sub", "src/deep/file"]]


def test_what_changes_the_folder_keeps_it():
    owned = FileEntry("src", FileKind.DIRECTORY, 0o700, uid=5)
    made = folders_to_workdirs([instruction("WORKDIR"), instruction("RUN", owned)], {0: "src"})
    assert [one.layer.entries for one in made] == [(folder("src"),), (owned,)]


def test_two_workdirs_share_what_follows_them():
    made = [instruction("WORKDIR"), instruction("WORKDIR"), instruction("RUN", folder("a"), folder("a/b"))]
    assert paths(folders_to_workdirs(made, {0: "a", 1: "a/b"})) == [["a"], ["a/b"], []]


def test_a_workdir_that_was_listed_by_itself_stays_as_it_is():
    made = [instruction("WORKDIR", folder("a")), instruction("RUN", folder("a"))]
    assert paths(folders_to_workdirs(made, {0: "a"})) == [["a"], ["a"]]
