from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.ui.editor.editing import change_between, indent_after, toggle_comments

LINES = st.lists(st.sampled_from(["a", "b", "c", ""]), max_size=8)


@given(LINES, LINES)
def test_a_change_makes_the_old_lines_into_the_new(old: list[str], new: list[str]):
    change = change_between(old, new)
    if change is None:
        assert old == new
    else:
        assert [*old[: change.first], *change.lines, *old[change.last :]] == new


def test_a_change_leaves_equal_lines_around_it_alone():
    change = change_between(["a", "b", "c"], ["a", "x", "y", "c"])
    assert change is not None
    assert (change.first, change.last, change.lines) == (1, 2, ("x", "y"))


@pytest.mark.parametrize(
    ("before_cursor", "previous", "indent"),
    [
        ("RUN a && \\", "", "    "),
        ("  b && \\", "RUN a && \\", "  "),
        ("  b", "RUN a && \\", ""),
        ("USER 1", "", ""),
        ("  in a heredoc", "RUN <<EOT", "  "),
    ],
)
def test_a_new_line_is_indented_while_an_instruction_continues(
    before_cursor: str, previous: str, indent: str
):
    assert indent_after(before_cursor, previous, "\\") == indent


@pytest.mark.parametrize(
    ("lines", "toggled"),
    [
        (["RUN a"], ["# RUN a"]),
        (["# RUN a"], ["RUN a"]),
        (["#RUN a", "", "  # b"], ["RUN a", "", "  b"]),
        (["RUN a", "# b"], ["# RUN a", "# # b"]),
        (["  a", "    b"], ["  # a", "  #   b"]),
        ([""], ["# "]),
    ],
)
def test_comments_are_toggled_for_all_lines_together(lines: list[str], toggled: list[str]):
    assert toggle_comments(lines) == toggled
