from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tutor.dockerfile.blocks import blocks_of


def keywords(text: str) -> list[tuple[int, str, int]]:
    return [(block.first, block.keyword, len(block.lines)) for block in blocks_of(text.split("\n"))]


def test_each_instruction_comment_and_blank_line_is_a_block():
    assert keywords("# note\nFROM a\n\nrun x") == [(1, "", 1), (2, "FROM", 1), (3, "", 1), (4, "RUN", 1)]


def test_a_continuation_goes_on_over_comments_and_blank_lines():
    assert keywords("RUN a && \\\n# why\n\n  b\nCMD c") == [(1, "RUN", 4), (5, "CMD", 1)]


def test_a_dangling_continuation_at_the_end_leaves_blank_lines_alone():
    assert keywords("RUN a \\\n\n") == [(1, "RUN", 1), (2, "", 1), (3, "", 1)]


def test_the_escape_directive_changes_what_continues_a_line():
    assert keywords("# escape=`\nRUN dir C:\\\nRUN a `\n b") == [(1, "", 1), (2, "RUN", 1), (3, "RUN", 2)]


def test_heredocs_belong_to_their_instruction_up_to_the_last_closing_word():
    assert keywords('COPY <<A <<-"B" /x/\n1\nA\n\t2\n\tB\nUSER 1') == [(1, "COPY", 5), (6, "USER", 1)]


def test_an_open_heredoc_takes_the_rest_of_the_text():
    assert keywords("RUN <<EOT\nFROM x\nFROM y") == [(1, "RUN", 3)]


def test_arithmetic_shifts_and_other_instructions_open_no_heredoc():
    assert keywords("RUN echo $((1<<2))\nENV A=<<B\nUSER 1") == [(1, "RUN", 1), (2, "ENV", 1), (3, "USER", 1)]


def test_onbuild_is_looked_through_for_heredocs():
    assert keywords("ONBUILD RUN <<E\nx\nE\nUSER 1") == [(1, "ONBUILD", 3), (4, "USER", 1)]


def test_the_meaning_is_the_same_when_only_layout_and_comments_differ():
    one, other = (
        blocks_of(text.split("\n"))[0] for text in ("RUN a && \\\n  # why\n    b", "RUN a && \\\n  b")
    )
    assert one.meaning == other.meaning == "RUN a && b"


@given(st.text(alphabet="RUNFOM \\\n#<ET`=\t", max_size=60))
def test_every_line_is_in_exactly_one_block(text: str):
    lines = text.split("\n")
    blocks = blocks_of(lines)
    assert [line for block in blocks for line in block.lines] == lines
    assert [block.first for block in blocks] == [
        1 + sum(len(before.lines) for before in blocks[:index]) for index in range(len(blocks))
    ]
    assert all(1 <= block.head <= len(block.lines) for block in blocks)
