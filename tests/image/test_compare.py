from __future__ import annotations

import msgspec
from hypothesis import given
from trees import file, folder, link, tree, trees

from tutor.image import FileTree, Kind, compare


def paths(part) -> list[str]:
    return [entry.path for entry in part]


def test_every_path_is_added_removed_changed_or_kept():
    before = tree(file("a", 10), file("b", 20), file("c", 30, mtime=1.0), link("l", "a"))
    after = tree(file("b", 25), file("c", 30, mtime=2.0), file("d", 7), link("l", "d"))
    result = compare(before, after)
    assert paths(result.added) == ["d"]
    assert paths(result.removed) == ["a"]
    assert paths(result.changed) == ["b", "l"]
    assert paths(result.kept) == ["c"]
    assert (result.added.bytes, result.removed.bytes, result.changed.bytes, result.kept.bytes) == (
        7,
        10,
        25,
        30,
    )
    assert (result.changed.files, len(result.changed)) == (1, 2)


def test_mode_and_owner_change_a_path():
    before = tree(file("a"), file("b"))
    assert paths(compare(before, tree(file("a", mode=0o755), file("b", uid=1))).changed) == ["a", "b"]


def test_digests_decide_where_both_are_known():
    one, other = file("a", digest="sha256:1"), file("a", digest="sha256:2")
    assert paths(compare(tree(one), tree(other)).changed) == ["a"]
    assert paths(compare(tree(one), tree(file("a"))).kept) == ["a"]


def test_a_hard_linked_file_counts_once():
    added = compare(tree(), tree(file("a", 9), file("b", 9, same_as="a"))).added
    assert (len(added), added.files, added.bytes) == (2, 1, 9)


@given(trees(), trees())
def test_the_parts_make_up_both_trees(before, after):
    result = compare(before, after)
    assert {*paths(result.added), *paths(result.changed), *paths(result.kept)} == {
        entry.path for entry in after
    }
    assert len(result.removed) + len(result.changed) + len(result.kept) == len(before)
    assert result.added.bytes + result.changed.bytes + result.kept.bytes == after.total_bytes


@given(trees())
def test_another_time_changes_nothing(made):
    later = FileTree.of(msgspec.structs.replace(entry, mtime=9.0, changed=9.0) for entry in made)
    assert len(compare(made, later).kept) == len(made)


def test_a_file_that_lies_elsewhere_with_the_same_content_has_moved():
    before = tree(file("src/calc", 40, digest="sha256:1"), file("note", 1, digest="sha256:2"))
    after = tree(file("out/calc", 40, digest="sha256:1"), file("memo", 1, digest="sha256:3"))
    result = compare(before, after)
    assert [(moved.before.path, moved.after.path) for moved in result.moved] == [("src/calc", "out/calc")]
    assert {"src/calc", "note"} <= set(result.removed.paths)


def test_of_several_places_the_one_with_the_same_name_is_where_a_file_came_from():
    before = tree(file("a/x", 5, digest="sha256:1"), file("b/y", 5, digest="sha256:1"))
    after = tree(file("c/y", 5, digest="sha256:1"), file("c/z", 5, digest="sha256:1"))
    moved = {one.after.path: one.before.path for one in compare(before, after).moved}
    assert moved == {"c/y": "b/y", "c/z": "a/x"}


def test_files_without_digests_are_never_taken_for_moved():
    assert compare(tree(file("a", 5)), tree(file("b", 5))).moved == ()


def test_what_changed_is_told_for_each_path():
    before = tree(file("a", 1), file("b", 1), link("c", "x"), file("d"), file("e", 3, digest="sha256:1"))
    after = tree(
        file("a", 2, mode=0o600), file("b", 1, gid=5), link("c", "y"), folder("d"),
        file("e", 3, digest="sha256:2"),
    )  # fmt: skip
    assert compare(before, after).changes == {
        "a": ("content", "mode"),
        "b": ("owner",),
        "c": ("target",),
        "d": ("kind",),
        "e": ("content",),
    }


def test_bytes_are_told_by_kind_before_and_after():
    result = compare(tree(file("app/a", 10), file("usr/share/doc/b", 3)), tree(file("app/a", 25)))
    assert list(result.by_kind.items()) == [(Kind.APPLICATION, (10, 25)), (Kind.DOCUMENTATION, (3, 0))]


def test_folders_are_told_by_how_much_came_and_went():
    before = tree(file("usr/lib/x/a", 100), file("usr/lib/y/b", 10), file("etc/c", 5), file("same", 9))
    after = tree(file("usr/lib/y/b", 30), file("etc/c", 5), file("srv/d", 7), file("same", 9))
    rows = [(r.folder, r.added, r.removed, r.changed, r.growth) for r in compare(before, after).by_folder(2)]
    assert rows == [("usr/lib", 0, 100, 30, -80), ("srv", 7, 0, 0, 7)]


@given(trees(), trees())
def test_the_growth_of_all_folders_is_the_growth_of_the_tree(before, after):
    rows = compare(before, after).by_folder(1)
    assert sum(row.growth for row in rows) == after.total_bytes - before.total_bytes
