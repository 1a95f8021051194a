"""Blanks, dashes and equals signs that change what a line means, and the line that was meant."""

from __future__ import annotations

import pytest

from tests.dockerfile.test_fixes import fixes
from tutor.dockerfile import Severity, lint, parse

BASE = "FROM debian:13\n"


def told(line, rule):
    return [problem.message for problem in lint(parse(BASE + line)) if problem.rule == rule]


def first_fix(line):
    found = fixes(f"{BASE}{line}|")
    return found[0].text.removeprefix(BASE) if found else None


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("ENV CGO_ENABLED = 0", "ENV CGO_ENABLED=0"),
        ("ENV CGO_ENABLED =0", "ENV CGO_ENABLED=0"),
        ("ENV CGO_ENABLED= 0", "ENV CGO_ENABLED=0"),
        ("ENV WHO = you and me", 'ENV WHO="you and me"'),
        ("ARG WHO = me", "ARG WHO=me"),
        ("ENV NAME two words", 'ENV NAME="two words"'),
        ("ENV A = B=1", None),
        ("RUN export A=1", "ENV A=1"),
        ('RUN A="b c" B=2', 'ENV A="b c" B=2'),
        ("A=1", "ENV A=1"),
        ('export A="b c"', 'ENV A="b c"'),
        ("COPY --chown 65532:65532 a /b", "COPY --chown=65532:65532 a /b"),
        ("COPY -chown=65532:65532 a /b", "COPY --chown=65532:65532 a /b"),
        ("COPY \u2013from build /a /b", "COPY --from=build /a /b"),
        ("ADD -link a /b", "ADD --link a /b"),
        ("FROM --platform linux/amd64 a:1", "FROM --platform=linux/amd64 a:1"),
        ("RUN --mount type=cache,target=/x make", "RUN --mount=type=cache,target=/x make"),
        ("RUN -mount=type=cache,target=/x make", "RUN --mount=type=cache,target=/x make"),
    ],
)
def test_the_first_fix_writes_what_was_meant(line, meant):
    assert first_fix(line) == meant


def test_an_equals_sign_with_blanks_about_it_is_a_part_of_the_value():
    (said,) = told("ENV CGO_ENABLED = 0", "EqualsApart")
    assert said.startswith('CGO_ENABLED is "= 0"')
    assert told("ENV NAME two = words", "EqualsApart") == told("ENV A=1", "EqualsApart") == []


def test_it_is_told_before_the_old_form_that_makes_it_so():
    found = [p for p in lint(parse(f"{BASE}ENV A = 0")) if p.severity is Severity.WARNING]
    assert min(found, key=lambda one: one.rule).rule == "EqualsApart"


def test_a_run_that_only_sets_variables_is_told_that_they_end_with_it():
    assert told("RUN export A=1", "SetForOneRun") == ["A ends with this RUN: ENV A=1 keeps it"]
    assert told("RUN A=$B:/x", "SetForOneRun")


@pytest.mark.parametrize(
    "line", ["RUN A=1 go build", "RUN export A=1 && go build", "RUN echo A=1", "RUN A=$(date)", "RUN export"]
)
def test_a_run_that_does_more_is_left_in_peace(line):
    assert told(line, "SetForOneRun") == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("COPY -chown=1 a /b", "-chown is no flag: write two dashes, --chown=VALUE"),
        ("COPY -link a /b", "-link is no flag: write two dashes, --link"),
    ],
)
def test_a_flag_with_one_dash_is_told(line, said):
    assert told(line, "DashMissing") == [said]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "COPY /a --from=build /b",
            "--from=build stands behind a path and is taken for one: flags come first",
        ),
        ("ADD a /b --link", "--link stands behind a path and is taken for one: flags come first"),
    ],
)
def test_a_flag_behind_a_path_is_told(line, said):
    assert told(line, "FlagBehindPath") == [said]


@pytest.mark.parametrize(
    "line", ["COPY --from=x a /b", "COPY a --odd /b", 'COPY ["--from=x", "/b"]', "RUN a --link"]
)
def test_other_words_with_two_dashes_are_not(line):
    assert told(line, "FlagBehindPath") == []


@pytest.mark.parametrize("line", ["COPY -x a /b", "RUN -x", "COPY a -from /b", "COPY --from=x a /b"])
def test_other_words_with_a_dash_are_not(line):
    assert told(line, "DashMissing") == []
