"""Flags, forms and words of each instruction."""

from __future__ import annotations

import pytest

from tutor.dockerfile import Flag, Form, parse


def one(text, **kwargs):
    return parse("FROM scratch\n" + text, **kwargs).stages[0].instructions[1]


def test_flags_come_off_the_words():
    copy = one("COPY --from=build --chown=1:2 --link /a /b")
    assert copy.flags == (Flag("from", "build"), Flag("chown", "1:2"), Flag("link", ""))
    assert copy.words == ("/a", "/b")
    assert copy.flag("from") == "build"
    assert copy.flag("chmod") is None


def test_a_flag_may_be_given_many_times_and_quoted():
    run = one('RUN --mount=type=cache,target=/a --mount="type=cache,target=/b c" make')
    assert [flag.value for flag in run.flags] == ["type=cache,target=/a", "type=cache,target=/b c"]
    assert run.words == ("make",)


def test_two_dashes_end_the_flags():
    copy = one("COPY -- --a b")
    assert copy.flags == ()
    assert copy.words == ("--a", "b")


@pytest.mark.parametrize(
    ("text", "form", "words"),
    [
        ('CMD ["a", "b c"]', Form.EXEC, ("a", "b c")),
        ("CMD []", Form.EXEC, ()),
        ("CMD a  b", Form.SHELL, ("a  b",)),
        ("CMD ['a']", Form.SHELL, ("['a']",)),
        ('CMD ["a",]', Form.SHELL, ('["a",]',)),
        ('CMD ["a"] b', Form.SHELL, ('["a"] b',)),
        ("CMD", Form.SHELL, ()),
        ('RUN ["\\u00e9"]', Form.EXEC, ("é",)),
        ('HEALTHCHECK CMD ["a"]', Form.EXEC, ("CMD", "a")),
        ("HEALTHCHECK --interval=5s CMD a b", Form.SHELL, ("CMD", "a b")),
        ("HEALTHCHECK none", Form.OTHER, ("NONE",)),
        ('COPY ["a b", "/c"]', Form.OTHER, ("a b", "/c")),
        ("VOLUME /a /b", Form.OTHER, ("/a", "/b")),
        ("LABEL a=b 'c d'=\"e f\"", Form.OTHER, ("a=b", "'c d'=\"e f\"")),
        ("ENV key some value", Form.OTHER, ("key=some value",)),
        ("MAINTAINER some one", Form.OTHER, ("some one",)),
        ('SHELL ["/bin/bash", "-c"]', Form.EXEC, ("/bin/bash", "-c")),
    ],
)
def test_the_form_and_the_words(text, form, words):
    instruction = one(text)
    assert instruction.form is form
    assert instruction.words == words


def test_onbuild_keeps_the_instruction_for_later():
    trigger = one("ONBUILD COPY --from=x /a /b").trigger
    assert trigger.keyword == "COPY"
    assert trigger.flag("from") == "x"
    assert trigger.words == ("/a", "/b")


def test_the_text_is_the_instruction_on_one_line():
    assert one("RUN a \\\n  # why\n  && b").text == "RUN a   && b"


def test_a_newer_frontend_may_know_more_flags():
    unknown = parse("FROM scratch\nCOPY --parents a b").problems
    assert [problem.message for problem in unknown] == ["unknown flag: --parents"]
    assert parse("# syntax=docker/dockerfile:1\nFROM scratch\nCOPY --parents a b").problems == ()


def test_half_typed_instructions_are_kept_with_what_there_is():
    dockerfile = parse("FROM scratch AS\nCOPY --fr\nRUN\nENV A\nCM")
    assert [i.keyword for i in dockerfile.stages[0].instructions] == ["FROM", "COPY", "RUN", "ENV", "CM"]


@pytest.mark.parametrize(("written", "meant"), [("FORM", "FROM"), ("form", "from"), ("Form", "from")])
def test_a_misspelt_keyword_comes_with_buildkits_suggestion(written, meant):
    (problem,) = parse(f"{written} scratch").problems
    assert problem.message == f"unknown instruction: {written} (did you mean {meant}?)"


def test_of_near_instructions_the_one_that_begins_as_written_is_meant():
    [problem] = parse("FROM scratch\nCO . .").problems
    assert problem.message == "unknown instruction: CO (did you mean COPY?)"


def test_a_misspelt_flag_comes_with_a_suggestion():
    (problem,) = parse("FROM scratch\nCOPY --form=a b c").problems
    assert problem.message == "unknown flag: --form (did you mean from?)"
    assert (problem.lines.first, problem.rule) == (2, "Syntax")
