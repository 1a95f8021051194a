"""Which rows of a comparison are seen."""

from __future__ import annotations

import pytest

from tests.ui.comparing.trees import merged
from tutor.ui.comparing.listing import View, all_folders, found, passed, rows_of


def names(view: View, opened: set[str] | None = None) -> list[str]:
    tree = merged()
    left = passed(tree, view)
    folders = left.opened | (opened or set())
    return [f"{'  ' * row.depth}{row.node.sign} {row.node.name}" for row in
            rows_of(tree, folders, view, left.shown)]  # fmt: skip


def test_the_largest_difference_comes_first():
    assert names(View()) == ["~ usr", "+ bin", "- out", "~ etc"]


def test_an_order_by_name_and_one_by_size():
    assert names(View(order="name")) == ["+ bin", "~ etc", "- out", "~ usr"]
    assert names(View(order="size"))[0] == "~ usr"


@pytest.mark.parametrize(
    ("sign", "shown"),
    [
        ("+", ["+ bin", "~ etc", "  + added"]),
        ("-", ["~ usr", "  - bin", "    - gcc", "    - su", "- out"]),
        ("~", ["~ etc", "  ~ app.conf"]),
        (">", ["+ bin", "  > tool", "- out", "  > tool"]),
    ],
)
def test_a_sign_shows_only_its_paths_with_the_folders_they_lie_in(sign, shown):
    assert names(View(signs=frozenset(sign))) == shown


def test_what_is_the_same_can_be_shown_alone():
    assert names(View(signs=frozenset("="))) == ["~ usr", "  = lib", "    = libc.so", "~ etc"]


def test_two_signs_show_the_paths_of_either():
    shown = names(View(signs=frozenset("+~")))
    assert "  + added" in shown
    assert "  ~ app.conf" in shown


def test_setuid_and_a_least_size_leave_only_such_files():
    assert names(View(setuid=True)) == ["~ usr", "  - bin", "    - su"]
    assert [name.strip() for name in names(View(least=10_000_000))] == ["~ usr", "- bin", "- gcc"]
    assert passed(merged(), View(least=10_000_000)).count == 1


def test_filters_add_up():
    assert names(View(setuid=True, signs=frozenset("+"))) == []


def test_all_folders_of_what_passes_can_be_opened():
    tree = merged()
    left = passed(tree, View(setuid=True))
    assert all_folders(tree, left.shown) == {"usr", "usr/bin"}


def test_a_search_finds_names_in_the_order_of_the_rows():
    tree = merged()
    assert found(tree, View(), None, "TOOL") == ("bin/tool", "out/tool")
    assert found(tree, View(), None, "c") == ("usr/bin/gcc", "usr/lib/libc.so", "etc", "etc/app.conf")


def test_what_is_called_just_so_is_found_first():
    tree = merged()
    assert found(tree, View(), None, "Lib")[0] == "usr/lib"
    assert found(tree, View(), None, "/etc")[:2] == ("etc", "etc/app.conf")


def test_a_search_with_a_slash_looks_at_whole_paths_and_only_at_what_is_shown():
    tree = merged()
    assert found(tree, View(), None, "usr/bin/") == ("usr/bin/gcc", "usr/bin/su")
    assert found(tree, View(), frozenset({"bin", "bin/tool"}), "tool") == ("bin/tool",)
    assert found(tree, View(), None, "  ") == ()


def test_a_least_size_goes_around():
    view, seen = View(), []
    for _ in range(4):
        view = view.with_next_least()
        seen.append(view.least)
    assert seen == [1_000_000, 10_000_000, 100_000_000, 0]
