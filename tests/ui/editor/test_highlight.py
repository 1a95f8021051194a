from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.ui.editor.highlight import Highlighter, shown


def coloured(text: str) -> list[list[tuple[str, str]]]:
    """For each line its pieces with the names of their styles."""
    lines = text.split("\n")
    _, spans = Highlighter().highlight(lines)
    return [
        [(shown(line).encode()[start:end].decode(), style) for start, end, style in of_line]
        for line, of_line in zip(lines, spans, strict=True)
    ]


@pytest.mark.parametrize(
    ("line", "piece"),
    [
        ("FROM golang:1.27 AS build", ("build", "stage")),
        ("FROM golang:1.27 AS build", ("golang:1.27", "image")),
        ("FROM --platform=$BUILDPLATFORM golang", ("$BUILDPLATFORM", "variable")),
        ("FROM --platform=$BUILDPLATFORM golang", ("--platform", "flag")),
        ("FROM scratch", ("scratch", "constant")),
        ("COPY --from=build /a /b", ("build", "stage")),
        ("COPY --from=nginx:1.31 /a /b", ("nginx:1.31", "image")),
        ("RUN --mount=type=bind,from=build,target=/x make", ("build", "stage")),
        ('RUN echo "$HOME"', ("$HOME", "variable")),
        ('CMD ["/calc", "-v"]', ('"/calc"', "string")),
        ("HEALTHCHECK --interval=3s CMD curl x", ("CMD", "keyword")),
        ("ENV A=1 B=two", ("B", "flag")),
        ("EXPOSE 8080/tcp", ("8080/tcp", "number")),
        ("# syntax=docker/dockerfile:1", ("# syntax=docker/dockerfile:1", "directive")),
        ("# a note", ("# a note", "comment")),
        ("run make", ("run", "keyword")),
    ],
)
def test_the_parts_of_an_instruction_have_their_colours(line: str, piece: tuple[str, str]):
    assert piece in coloured(line)[0]


def test_a_base_that_is_an_earlier_stage_is_coloured_as_a_stage():
    lines = coloured("FROM golang AS build\nFROM build AS test\nFROM other")
    assert ("golang", "image") in lines[0]
    assert ("build", "stage") in lines[1]
    assert ("other", "image") in lines[2]


def test_comments_inside_a_continuation_are_comments():
    assert coloured('RUN a && \\\n  # "why\n  echo b')[1:] == [[('# "why', "comment")], [("echo", "builtin")]]


def test_a_run_heredoc_is_shell_and_its_closing_word_is_not():
    lines = coloured("RUN <<EOT\necho hi\nEOT\nUSER 1")
    assert ("<<EOT", "heredoc") in lines[0]
    assert lines[1:3] == [[("echo", "builtin")], [("EOT", "heredoc")]]
    assert ("USER", "keyword") in lines[3]


def test_a_copied_heredoc_is_plain_text():
    assert coloured("COPY <<EOT /x\nRUN no keyword\nEOT")[1] == [("RUN no keyword", "heredoc")]


def test_columns_count_bytes_so_that_wide_text_does_not_shift_colours():
    assert ("$X", "variable") in coloured('RUN echo "héé 中文 $X"')[0]


def test_only_the_changed_instruction_is_lexed_again():
    lines = [f"RUN make target{number}" for number in range(50)]
    highlighter = Highlighter()
    highlighter.highlight(lines)
    with patch.object(highlighter, "_lex", wraps=highlighter._lex) as lexed:
        highlighter.highlight([*lines[:10], "USER 1", *lines[10:]])
    assert [call.args[0].lines for call in lexed.call_args_list] == [("USER 1",)]


def test_control_and_reordering_characters_are_drawn_as_pictures():
    assert shown("RUN \x1b[31mred\x7f \u202eabc \ufeff") == "RUN \u241b[31mred\u2421 \ufffdabc \ufffd"
    assert shown("tab\there, é and 中") == "tab\there, é and 中"


@given(
    st.lists(
        st.text(st.characters(exclude_characters="\r\n", exclude_categories=()), max_size=30), max_size=8
    )
)
def test_any_text_is_coloured_within_its_lines(lines: list[str]):
    _, spans = Highlighter().highlight(lines)
    assert len(spans) == len(lines)
    for line, of_line in zip(lines, spans, strict=True):
        ends = [end for _, end, _ in of_line if end is not None]
        assert all(end <= len(shown(line).encode()) for end in ends)
