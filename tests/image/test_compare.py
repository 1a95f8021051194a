from __future__ import annotations

import msgspec
from hypothesis import given
from trees import file, link, tree, trees

from tutor.image import FileTree, compare


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
