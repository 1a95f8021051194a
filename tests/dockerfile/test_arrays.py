"""Arrays that are no JSON, and strings that hold more than one word."""

from __future__ import annotations

import pytest

from tests.dockerfile.test_fixes import fixes
from tutor.dockerfile import Severity, lint, parse


def told(line, rule, before="FROM debian:13\n"):
    return [p for p in lint(parse(f"{before}{line}")) if p.rule == rule]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('ENTRYPOINT ["/notes" "/data"]', "a comma is missing"),
        ("ENTRYPOINT ['/notes', '/data']", "single quotes"),
        ("ENTRYPOINT [/notes, /data]", "no quotes"),
        ('ENTRYPOINT ["/notes", "/data",]', "a comma too many"),
        ('ENTRYPOINT ["/notes", "/data"', "the ] is missing"),
        ("CMD ['/notes' /data]", "single quotes"),
        ("HEALTHCHECK CMD [/notes /data]", "no quotes"),
        ('RUN ["/notes" "/data"]', "a comma is missing"),
    ],
)
def test_an_array_that_is_no_json_is_named_and_written_as_the_words_that_were_meant(line, why):
    (found,) = told(line, "ArrayNoJSON")
    assert f"({why}), so Docker runs it through a shell" in found.message
    assert found.severity is Severity.WARNING
    (mended,) = {fix.text for fix in fixes(f"FROM debian:13\n{line}|")}
    assert mended == f'FROM debian:13\n{line.partition("[")[0]}["/notes", "/data"]'


@pytest.mark.parametrize(
    "line", ['CMD ["/a"/b]', "CMD [$APP]", 'CMD ["/a, "/b"]', "CMD []x", "CMD [,]", "CMD ['a\\n']"]
)
def test_words_that_nobody_can_tell_are_not_guessed(line):
    assert not any('"]' in fix.text for fix in fixes(f"FROM debian:13\n{line}|") if line not in fix.text)


@pytest.mark.parametrize(
    "line",
    [
        'CMD ["/notes", "/data"]',
        "CMD /notes [x]",
        "CMD [ -f /x ] && /notes",
        'RUN [ "$A" = "b" ]',
        "RUN [ -f /x ] || exit 1",
        "RUN echo [a, b]",
    ],
)
def test_json_and_a_shells_own_bracket_are_left_in_peace(line):
    assert told(line, "ArrayNoJSON") == []


def test_a_program_with_a_blank_in_its_name_is_told_and_parted():
    (found,) = told('ENTRYPOINT ["/notes /data", "-v"]', "BlankInProgram")
    assert "looks for a program called '/notes /data'" in found.message
    (fix,) = fixes('FROM debian:13\nENTRYPOINT ["/notes /data", "-v"]|')
    assert fix.text == 'FROM debian:13\nENTRYPOINT ["/notes", "/data", "-v"]'


def test_arguments_may_have_blanks():
    assert told('CMD ["/say", "two words"]', "BlankInProgram") == []
    assert told('CMD ["two words"]', "BlankInProgram", 'FROM debian:13\nENTRYPOINT ["/say"]\n') == []


def test_no_option_of_the_file_lets_them_stop_a_build():
    (found,) = told("CMD [/a]", "ArrayNoJSON", "# check=error=true\nFROM debian:13\n")
    assert (found.severity, found.url) == (Severity.WARNING, None)
