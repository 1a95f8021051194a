from __future__ import annotations

import time

import pytest
from hypothesis import given
from trees import file, folder, link, tree, trees

from tutor.image import FileEntry, FileKind, FileTree


def test_folders_that_a_source_leaves_out_are_put_in():
    made = tree(file("usr/lib/x"))
    assert [entry.path for entry in made] == ["usr", "usr/lib", "usr/lib/x"]
    usr = made.get("usr")
    assert usr is not None
    assert (usr.kind, usr.mode) == (FileKind.DIRECTORY, 0o755)


def test_a_file_that_holds_files_is_a_folder():
    made = tree(file("a", 10), file("a/b", 1))
    assert made.get("a") == folder("a")
    assert made.total_bytes == 1


def test_of_two_entries_for_a_path_the_last_one_counts():
    assert tree(file("a", 1), file("a", 2)).get("a") == file("a", 2)


def test_the_root_is_no_entry():
    assert len(tree(folder(""), file("a"))) == 1


def test_children_are_those_directly_inside_by_name():
    made = tree(file("b"), file("a/z"), file("a/b/c"), file("a-b"))
    assert [entry.path for entry in made.children()] == ["a", "a-b", "b"]
    assert [entry.path for entry in made.children("a")] == ["a/b", "a/z"]
    assert made.children("b") == ()
    assert made.children("nowhere") == ()


def test_below_goes_to_any_depth():
    made = tree(file("a/b/c"), file("a/d"), file("ab"))
    assert {entry.path for entry in made.below("a")} == {"a/b", "a/b/c", "a/d"}


def test_bytes_of_folders_and_files():
    made = tree(file("a/x", 5), file("a/b/y", 7), file("z", 100), link("l", "z"), folder("empty"))
    assert made.bytes_under("a") == 12
    assert made.bytes_under("a/b") == 7
    assert made.bytes_under("z") == 100
    assert made.bytes_under("l") == 0
    assert made.bytes_under("empty") == 0
    assert made.bytes_under("nowhere") == 0
    assert made.bytes_under() == made.total_bytes == 112
    assert FileTree.of([]).total_bytes == 0


def test_a_hard_link_counts_once_under_its_first_name():
    made = tree(file("b/two", 9, same_as="a/one"), file("a/one", 9))
    assert made.total_bytes == 9
    assert made.bytes_under("a") == 9
    assert made.bytes_under("b") == 0


def test_the_first_name_in_path_order_counts_whatever_the_source_called_first():
    made = tree(file("z", 9), file("a", 0, same_as="z"), file("m", 0, same_as="a"))
    assert [(entry.path, entry.size, entry.same_as) for entry in made] == [
        ("a", 9, None),
        ("m", 9, "a"),
        ("z", 9, "a"),
    ]


def test_links_that_lead_nowhere_or_in_a_circle_are_harmless():
    made = tree(file("a", 4, same_as="gone"), file("b", 4, same_as="gone"), file("c", 1, same_as="c"))
    assert made.total_bytes == 5
    circle = tree(file("x", 2, same_as="y"), file("y", 2, same_as="x"))
    assert circle.total_bytes == 2


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/bin/sh", "usr/bin/dash"),
        ("bin/sh", "usr/bin/dash"),
        ("/usr/bin/../bin/./dash", "usr/bin/dash"),
        ("/usr/local/up", "usr/bin/dash"),
        ("/../../usr", "usr"),
        ("/bin", "usr/bin"),
        ("/loop", None),
        ("/dangling", None),
        ("/usr/bin/dash/x", None),
        ("/nowhere", None),
        ("/", None),
    ],
)
def test_a_path_is_resolved_as_a_process_would(path, expected):
    made = tree(
        link("bin", "usr/bin"),
        link("usr/bin/sh", "dash"),
        file("usr/bin/dash", mode=0o755),
        link("usr/local/up", "../../bin/sh"),
        link("loop", "loop2/x"),
        link("loop2", "/loop"),
        link("dangling", "/no/where"),
    )
    entry = made.resolve(path)
    assert (entry.path if entry else None) == expected


@given(trees())
def test_the_bytes_of_folders_add_up(made):
    own = sum(made.bytes_under(entry.path) for entry in made.children())
    assert made.total_bytes == own
    assert made.total_bytes == sum(
        entry.size for entry in made if entry.kind is FileKind.FILE and entry.same_as is None
    )


@given(trees())
def test_a_tree_made_of_a_trees_entries_is_the_same(made):
    assert FileTree.of(made) == made


def test_a_hundred_thousand_paths_feel_light():
    entries = [
        FileEntry(f"usr/lib/p{n % 300}/s{n % 7}/f{n}", FileKind.FILE, 0o644, n, mtime=float(n))
        for n in range(100_000)
    ]
    start = time.perf_counter()
    made = FileTree.of(entries)
    made.children("usr/lib")
    made.bytes_under("usr")
    assert time.perf_counter() - start < 3  # about 0.4 s on a quiet machine; this catches what is quadratic
