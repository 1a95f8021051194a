"""Where an instruction begins and ends, whatever stands between."""

from __future__ import annotations

import pytest

from tutor.dockerfile import Lines, parse


def read(text):
    """Keyword, words and lines of every instruction after the FROM."""
    stage = parse("FROM scratch\n" + text).stages[0]
    return [(i.keyword, i.words, (i.lines.first, i.lines.last)) for i in stage.instructions[1:]]


def test_a_continued_line_is_one_instruction():
    assert read("RUN a \\\n  && b\nUSER x") == [("RUN", ("a   && b",), (2, 3)), ("USER", ("x",), (4, 4))]


def test_comments_and_blank_lines_do_not_end_a_continuation():
    assert read("COPY a \\\n# why\n\n  b /c\nUSER x") == [
        ("COPY", ("a", "b", "/c"), (2, 5)),
        ("USER", ("x",), (6, 6)),
    ]


def test_a_backslash_at_the_end_of_the_file_keeps_the_instruction():
    assert read("COPY a b \\") == [("COPY", ("a", "b"), (2, 2))]
    assert read("RUN make \\\n   install \\\n\n") == [("RUN", ("make    install",), (2, 3))]


def test_a_doubled_backslash_continues_nothing():
    assert read("RUN a \\\\\nUSER x") == [("RUN", ("a \\\\",), (2, 2)), ("USER", ("x",), (3, 3))]


def test_blanks_after_the_backslash_do_not_matter():
    assert read("COPY a \\ \t\n b") == [("COPY", ("a", "b"), (2, 3))]


def test_a_keyword_may_be_continued_too():
    assert read("US\\\nER x") == [("USER", ("x",), (2, 3))]
    assert read("USER\\\n x") == [("USER", ("x",), (2, 3))]


def test_windows_line_ends_are_no_part_of_the_words():
    text = "FROM scratch\r\nCOPY a \\\r\n  b\r\nUSER x\r\n"
    stage = parse(text).stages[0]
    assert [i.words for i in stage.instructions] == [("scratch",), ("a", "b"), ("x",)]


def test_a_byte_order_mark_hides_nothing():
    dockerfile = parse("\ufeff# escape=`\nFROM scratch\nRUN a `\n b")
    assert dockerfile.directives.escape == "`"
    assert [i.keyword for i in dockerfile.stages[0].instructions] == ["FROM", "RUN"]
    assert dockerfile.problems == ()


def test_the_escape_directive_changes_the_continuation_character():
    stage = parse("# check=skip=all\n# escape=`\nFROM scratch\nCOPY a\\ `\n b").stages[0]
    assert stage.instructions[1].words == ("a\\", "b")


def test_a_directive_below_a_comment_is_a_comment():
    assert parse("# hello\n# escape=`\nFROM scratch").directives.escape == "\\"


def test_directives_are_read_up_to_the_first_blank():
    directives = parse("# syntax = docker/dockerfile:1 x\n# check=skip=A;error=true\nFROM scratch").directives
    assert directives.syntax == "docker/dockerfile:1"
    assert directives.check == "skip=A;error=true"


def test_the_source_of_an_instruction_is_the_text_as_written():
    text = "FROM scratch\nRUN a \\\n# c\n\n  b\nCOPY <<E /x\n y\nE\n"
    lines = text.split("\n")
    for instruction in parse(text).stages[0].instructions:
        assert instruction.source == "\n".join(lines[instruction.lines.first - 1 : instruction.lines.last])


def test_lines_of_stages_and_instructions_are_found_by_number():
    dockerfile = parse("ARG A\nFROM scratch AS a\nRUN x \\\n y\n\nFROM a\n")
    assert dockerfile.instruction_at(1).keyword == "ARG"
    assert dockerfile.instruction_at(4).keyword == "RUN"
    assert dockerfile.instruction_at(5) is None
    assert dockerfile.stage_at(3).name == "a"
    assert dockerfile.stages[0].lines == Lines(2, 4)


class TestHeredocs:
    def one(self, text):
        stage = parse("FROM scratch\n" + text).stages[0]
        return stage.instructions[1]

    def test_the_body_is_no_instruction(self):
        text = "RUN <<EOF\nFROM x\nCOPY\nEOF\nUSER y"
        assert [keyword for keyword, _, _ in read(text)] == ["RUN", "USER"]
        assert self.one(text).heredocs[0].content == "FROM x\nCOPY\n"
        assert self.one(text).lines == Lines(2, 5)

    def test_several_documents_follow_each_other(self):
        run = self.one("COPY <<a <<b /x/\n1\na\n2\nb")
        assert [(h.name, h.content) for h in run.heredocs] == [("a", "1\n"), ("b", "2\n")]
        assert run.words == ("<<a", "<<b", "/x/")

    def test_a_dash_strips_tabs_and_a_quote_stops_expansion(self):
        run = self.one('COPY <<-a <<"b" /x/\n\t1\n\ta\n$c\nb')
        assert [(h.content, h.strip_tabs, h.expand) for h in run.heredocs] == [
            ("1\n", True, True),
            ("$c\n", False, False),
        ]

    def test_a_file_that_ends_inside_a_document_is_told_at_its_start(self):
        dockerfile = parse("FROM scratch\nRUN <<EOF\nx\n")
        assert [(p.message, p.lines.first) for p in dockerfile.problems] == [("unterminated heredoc", 2)]

    @pytest.mark.parametrize(
        "text", ["RUN echo '<<EOF'", 'RUN ["cat", "<<EOF"]', "RUN cat <<<x", "CMD <<EOF"]
    )
    def test_what_only_looks_like_one_is_none(self, text):
        assert self.one(text).heredocs == ()

    def test_onbuild_may_hold_one(self):
        onbuild = self.one("ONBUILD COPY <<EOF /x\ny\nEOF")
        assert onbuild.trigger.heredocs[0].content == "y\n"
