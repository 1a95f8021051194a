"""Bytes as areas."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ui.comparing.trees import file, many, merged
from tutor.image import FileTree
from tutor.image.merged_tree import MergedTree
from tutor.ui.comparing.icicle import Icicle, icicle_of
from tutor.ui.comparing.listing import View


def drawn(
    tree: MergedTree, *, root: str = "", columns: int = 3, height: int = 20, measure="difference"
) -> Icicle:
    return icicle_of(tree, root, measure, columns, height, View())


def test_a_cell_is_as_high_as_its_share_of_the_bytes():
    tree = MergedTree.of(FileTree.of([]), FileTree.of([file("a", 600), file("b", 300), file("c", 100)]))
    assert [(cell.name, cell.height) for cell in drawn(tree).cells] == [("a", 12), ("b", 6), ("c", 2)]


def test_each_column_is_one_folder_deeper_and_lies_within_its_folder():
    icicle = drawn(merged(), height=30)
    gcc = next(cell for cell in icicle.cells if cell.path == "usr/bin/gcc")
    assert gcc.column == 2
    assert icicle.cells[gcc.parent].path == "usr/bin"


def test_what_is_too_small_for_a_row_shares_one_and_is_counted():
    files = [file("large", 9000), *(file(f"s{n}", 1) for n in range(50))]
    tree = MergedTree.of(FileTree.of([]), FileTree.of(files))
    large, rest = drawn(tree, height=10).cells
    assert (large.name, large.height) == ("large", 9)
    assert (rest.path, rest.count, rest.bytes) == (None, 50, 50)


def test_many_of_one_size_share_a_cell_that_names_the_first_of_them():
    tree = MergedTree.of(FileTree.of([]), FileTree.of([file(f"s{n:02}", 10) for n in range(90)]))
    (cell,) = drawn(tree, height=6).cells
    assert (cell.count, cell.height) == (90, 6)
    assert [name for name, _ in cell.inside] == ["s00", "s01", "s02", "s03", "s04"]


def test_the_bytes_of_either_side_can_be_drawn():
    tree = merged()
    assert drawn(tree, measure="left").total == tree.weights.before
    assert drawn(tree, measure="right").total == tree.weights.after
    assert "out" not in {cell.path for cell in drawn(tree, measure="right").cells}


def test_a_folder_can_be_the_whole_map():
    icicle = drawn(merged(), root="usr")
    assert icicle.cells[0].path == "usr/bin"
    assert icicle.total == 50_070_000


def test_nothing_that_differs_draws_nothing():
    same = FileTree.of([file("a", 5, digest="a")])
    assert drawn(MergedTree.of(same, same)).cells == ()


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("abcdefg"), st.integers(0, 40), st.integers(0, 10_000_000)), max_size=60
    ),
    st.integers(1, 40),
    st.integers(1, 5),
)
def test_cells_never_overlap_and_fill_their_folder(files, height, columns):
    tree = MergedTree.of(FileTree.of([]), FileTree.of(file(f"{a}/{n}/f", size) for a, n, size in files))
    icicle = drawn(tree, columns=columns, height=height)
    for column in range(columns):
        cells = [cell for cell in icicle.cells if cell.column == column]
        taken = [row for cell in cells for row in range(cell.top, cell.top + cell.height)]
        assert len(taken) == len(set(taken))
        assert all(0 <= row < height for row in taken)
    first = [cell for cell in icicle.cells if cell.column == 0]
    assert sum(cell.height for cell in first) == (height if icicle.total else 0)
    assert sum(cell.bytes for cell in first) == icicle.total
    for number, cell in enumerate(icicle.cells):
        inside = [one for one in icicle.cells if one.parent == number]
        assert not inside or sum(one.bytes for one in inside) == cell.bytes
        assert not inside or sum(one.height for one in inside) == cell.height


def test_a_map_of_a_hundred_thousand_files_has_few_cells():
    assert len(drawn(many(), height=40, columns=5).cells) < 200
