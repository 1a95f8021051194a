"""Which files have to be read before two trees can be compared exactly."""

from __future__ import annotations

import time
from pathlib import Path

from hypothesis import given

from tests.image.trees import DIRECTORY, file, folder, link, tree, trees
from tutor.image import FileEntry, FileKind, FileTree, compare
from tutor.image.digesting import MOST_FILES, wanted

DAY = 86_400.0
THEN, LATER = 1000 * DAY, 1001 * DAY


def test_what_a_listing_tells_apart_or_takes_as_the_same_needs_no_reading():
    before = tree(
        file("same", 5, mtime=THEN),
        file("grown", 5, mtime=THEN),
        file("empty", 0, mtime=THEN),
        link("l", "a"),
    )
    after = tree(
        file("same", 5, mtime=THEN),
        file("grown", 6, mtime=LATER),
        file("empty", 0, mtime=LATER),
        link("l", "b"),
    )
    assert wanted(before, after).before == frozenset()
    assert wanted(before, after).after == frozenset()


def test_the_same_size_at_another_time_has_to_be_read_on_both_sides():
    found = wanted(tree(file("a", 5, mtime=THEN)), tree(file("a", 5, mtime=LATER)))
    assert (found.before, found.after, found.left_out) == (frozenset({"a"}), frozenset({"a"}), 0)


def test_an_archives_whole_seconds_are_no_other_time():
    assert not wanted(tree(file("a", 5, mtime=THEN)), tree(file("a", 5, mtime=THEN + 0.25))).before
    assert wanted(tree(file("a", 5, mtime=THEN + 0.5)), tree(file("a", 5, mtime=THEN + 0.25))).before


def test_times_of_reproducible_images_tell_nothing():
    assert wanted(tree(file("a", 5, mtime=0.0)), tree(file("a", 5, mtime=0.0))).before == {"a"}


def test_a_removed_and_an_added_file_of_one_size_may_be_a_move():
    before = tree(file("old/app", 7, mtime=THEN), file("kept", 7, mtime=THEN), file("old/other", 8))
    after = tree(file("new/app", 7, mtime=THEN), file("kept", 7, mtime=THEN), file("new/empty", 0))
    found = wanted(before, after)
    assert (found.before, found.after) == (frozenset({"old/app"}), frozenset({"new/app"}))


def test_a_file_that_became_a_folder_is_not_read():
    assert not wanted(tree(file("a", 5)), tree(folder("a"))).before


def test_only_the_side_whose_digest_is_not_known_is_read():
    before = tree(file("a", 5, mtime=THEN, digest="sha256:1"))
    found = wanted(before, tree(file("a", 5, mtime=LATER)))
    assert (found.before, found.after) == (frozenset(), frozenset({"a"}))


def test_of_a_file_with_two_names_one_is_read():
    names = (file("a", 5, mtime=THEN), FileEntry("b", FileKind.FILE, 0o644, same_as="a", mtime=THEN))
    later = (file("a", 5, mtime=LATER), FileEntry("b", FileKind.FILE, 0o644, same_as="a", mtime=LATER))
    found = wanted(tree(*names), tree(*later))
    assert (found.before, found.after) == (frozenset({"a"}), frozenset({"a"}))


def test_limits_keep_the_largest_and_count_the_rest():
    before = tree(*(file(f"f{size}", size, mtime=THEN) for size in range(1, 11)))
    after = tree(*(file(f"f{size}", size, mtime=LATER) for size in range(1, 11)))
    found = wanted(before, after, most_files=4)
    assert found.before == found.after == {"f10", "f9"}
    assert found.left_out == 16
    assert wanted(before, after, most_bytes=2 * (10 + 9 + 1)).before == {"f10", "f9", "f1"}


@given(trees(), trees())
def test_with_the_digests_a_comparison_tells_all_that_reading_everything_would(before, after):
    """Contents are told by path and time here, so that a file moves, stays and changes."""

    def content(entry: FileEntry) -> str:
        return f"sha256:{entry.size}-{entry.mtime}"

    def read(files: FileTree, paths) -> FileTree:
        return files.with_digests({path: content(files.get(path)) for path in paths})

    def everything(files: FileTree) -> FileTree:
        return read(files, [e.path for e in files if e.kind is FileKind.FILE and e.same_as is None])

    found = wanted(before, after)
    some = compare(read(before, found.before), read(after, found.after))
    every = compare(everything(before), everything(after))
    assert sorted(some.changed.paths) == sorted(every.changed.paths)
    assert [(m.before.path, m.after.path) for m in some.moved] == [
        (m.before.path, m.after.path) for m in every.moved
    ]


def test_a_file_may_have_moved_to_a_second_name_of_one_whose_first_name_was_a_folder():
    before = tree(file("a/a/a", 1))
    after = tree(file("a/a", 1), FileEntry("a/b", FileKind.FILE, 0o644, size=1, same_as="a/a"))
    found = wanted(before, after)
    assert (found.before, found.after) == ({"a/a/a"}, {"a/a"})


def test_digests_are_given_to_every_name_of_a_file_and_to_nothing_else():
    names = (file("d/a", 5), FileEntry("d/b", FileKind.FILE, 0o644, same_as="d/a"), link("l", "d/a"))
    plain = tree(*names)
    known = plain.with_digests({"d/b": "sha256:1", "l": "sha256:2", "nowhere": "sha256:3", "d": "sha256:4"})
    assert {entry.path: entry.digest for entry in known} == {
        "d": None,
        "d/a": "sha256:1",
        "d/b": "sha256:1",
        "l": None,
    }
    assert [entry.digest for entry in known.children("d")] == ["sha256:1", "sha256:1"]
    assert plain.get("d/a").digest is None
    assert known.get("d").kind is DIRECTORY
    assert plain.with_digests({}) is plain


def test_a_hundred_thousand_files_are_looked_through_in_no_time():
    def made(time_of) -> FileTree:
        files = (file(f"usr/d{n % 999}/f{n}", n % 5000, mtime=time_of(n)) for n in range(100_000))
        return FileTree.of(files)

    before, after = made(lambda n: THEN), made(lambda n: LATER if n % 50 == 0 else THEN)
    spent = []
    for _ in range(3):
        began = time.process_time()
        found = wanted(before, after)
        spent.append(time.process_time() - began)
    assert min(spent) <= 0.15
    assert 0 < len(found.before) <= MOST_FILES
    assert Path(next(iter(found.before))).parts[0] == "usr"


def test_where_times_cannot_be_trusted_files_of_one_time_are_read_too():
    before = tree(file("a", 5, mtime=THEN), file("b", 5, mtime=THEN))
    after = tree(file("a", 5, mtime=THEN), file("b", 5, mtime=THEN))
    needed = wanted(before, after, trusted=lambda path: path == "a")
    assert (needed.before, needed.after) == ({"b"}, {"b"})
