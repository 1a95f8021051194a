"""Folders of WORKDIR, found with the instruction behind it."""

from __future__ import annotations

import pytest

from tutor.engine import BuiltInstruction
from tutor.engine.moby.workdirs import folders_to_workdirs
from tutor.image import FileEntry, FileKind, ImageConfig, Layer


def folder(path: str) -> FileEntry:
    return FileEntry(path, FileKind.DIRECTORY, 0o755)


def instruction(keyword: str, *entries: FileEntry) -> BuiltInstruction:
    return BuiltInstruction(1, 1, keyword, keyword, reached=True, adds=0, hides=0, layer=Layer(entries))


def of(folder: str, user: str = "") -> ImageConfig:
    return ImageConfig(workdir=f"/{folder}", user=user)


def paths(made) -> list[list[str]]:
    return [[entry.path for entry in one.layer.entries] for one in made]


def test_a_workdir_gets_the_folders_on_its_way_and_no_others():
    file = FileEntry("src/deep/file", FileKind.FILE, 0o644, 3)
    copied = instruction(
        "COPY", folder("other"), folder("src"), folder("src/deep"), folder("src/deep/sub"), file
    )
    made = folders_to_workdirs([instruction("FROM"), instruction("WORKDIR"), copied], {1: of("src/deep")})
    assert paths(made) == [[], ["src", "src/deep"], ["other", "src/deep/sub", "src/deep/file"]]


def test_what_changes_the_folder_keeps_it():
    owned = FileEntry("src", FileKind.DIRECTORY, 0o700, uid=5)
    made = folders_to_workdirs([instruction("WORKDIR"), instruction("RUN", owned)], {0: of("src")})
    assert [one.layer.entries for one in made] == [(folder("src"),), (owned,)]


def test_two_workdirs_share_what_follows_them():
    made = [instruction("WORKDIR"), instruction("WORKDIR"), instruction("RUN", folder("a"), folder("a/b"))]
    assert paths(folders_to_workdirs(made, {0: of("a"), 1: of("a/b")})) == [["a"], ["a/b"], []]


def test_a_workdir_that_was_listed_by_itself_stays_as_it_is():
    made = [instruction("WORKDIR", folder("a")), instruction("RUN", folder("a"))]
    assert paths(folders_to_workdirs(made, {0: of("a")})) == [["a"], ["a"]]


@pytest.mark.parametrize(
    ("user", "owner", "remains"),
    [("5:7", (5, 7), []), ("5", (5, 5), ["a"]), ("app", (5, 7), []), ("root", (0, 0), ["a"])],
)
def test_a_workdir_makes_its_folder_for_the_user_of_that_moment(user, owner, remains):
    found = FileEntry("a", FileKind.DIRECTORY, 0o755, uid=5, gid=7)
    made = folders_to_workdirs([instruction("WORKDIR"), instruction("RUN", found)], {0: of("a", user)})
    (mine,) = made[0].layer.entries
    assert (mine.uid, mine.gid) == owner
    assert paths(made)[1] == remains
