"""Trees as bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trees import file, link, tree, trees

from tutor.image.tree_bytes import MalformedPacking, pack_tree, unpack_tree


@given(trees())
def test_a_tree_comes_back_as_it_was(made):
    assert unpack_tree(pack_tree(made)) == made


def test_names_that_are_no_utf8_come_back():
    strange = b"caf\xe9".decode("utf-8", "surrogateescape")
    made = tree(
        file(f"usr/{strange}", 5, digest="sha256:1"), file("a", same_as=f"usr/{strange}"), link("l", strange)
    )
    assert unpack_tree(pack_tree(made)) == made


@given(st.binary(max_size=60))
def test_other_bytes_are_refused_plainly(data):
    with pytest.raises(MalformedPacking):
        unpack_tree(data)


def test_a_cut_packing_is_refused_plainly():
    with pytest.raises(MalformedPacking):
        unpack_tree(pack_tree(tree(file("a"), file("b")))[:-3])
