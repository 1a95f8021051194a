"""Two trees drawn as one."""

from __future__ import annotations

from hypothesis import given
from trees import file, folder, tree, trees

from tutor.image import MergedTree
from tutor.image.comparing import weight_of

BEFORE = tree(
    file("usr/go/gofmt", 300),
    file("usr/lib/libc", 50),
    file("src/calc", 40, digest="sha256:1"),
    folder("empty"),
)
AFTER = tree(file("usr/lib/libc", 60), file("calc", 40, digest="sha256:1"), folder("empty"))


def test_a_folder_shows_what_either_tree_has_with_signs():
    merged = MergedTree.of(BEFORE, AFTER)
    assert [(node.name, node.sign) for node in merged.children()] == [
        ("calc", ">"),
        ("empty", "="),
        ("src", "-"),
        ("usr", "~"),
    ]
    assert [(node.name, node.sign) for node in merged.children("usr")] == [("go", "-"), ("lib", "~")]


def test_a_folder_weighs_what_lies_below_it():
    usr = MergedTree.of(BEFORE, AFTER).node("usr").weights
    assert (usr.before, usr.after, usr.added, usr.removed, usr.changed) == (350, 60, 0, 300, 60)
    assert usr.touched == 360


def test_what_moved_tells_where_its_content_is_in_the_other_tree():
    merged = MergedTree.of(BEFORE, AFTER)
    assert merged.node("calc").other == "src/calc"
    assert merged.node("src/calc").other == "calc"
    assert merged.weights.moved == 80


def test_a_folder_differs_when_only_an_empty_file_came():
    merged = MergedTree.of(tree(file("a/b", 1)), tree(file("a/b", 1), file("a/c", 0)))
    assert merged.node("a").sign == "~"


def test_a_file_that_became_a_folder_keeps_its_weight():
    merged = MergedTree.of(tree(file("a", 7)), tree(file("a/b", 5)))
    assert merged.node("a").weights[:2] == (7, 5)
    assert merged.weights[:2] == (7, 5)


@given(trees(), trees())
def test_children_add_up_to_their_folder(before, after):
    merged = MergedTree.of(before, after)
    for path in ["", *merged.paths()]:
        nodes = merged.children(path)
        if not nodes:
            continue
        own = [weight_of(e) if path and (e := t.get(path)) else 0 for t in (before, after)]
        weights = merged.node(path).weights if path else merged.weights
        assert weights.before == sum(node.weights.before for node in nodes) + own[0]
        assert weights.after == sum(node.weights.after for node in nodes) + own[1]


@given(trees(), trees())
def test_every_path_of_either_tree_is_reached_from_the_root(before, after):
    merged = MergedTree.of(before, after)
    reached, waiting = set(), [""]
    while waiting:
        for node in merged.children(waiting.pop()):
            reached.add(node.path)
            waiting.append(node.path)
    assert reached == before.by_path.keys() | after.by_path.keys()
