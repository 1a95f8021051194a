from __future__ import annotations

import pytest

from tutor.ui.editor.diagnostics import analyse


def test_an_unused_stage_is_skipped_with_its_lines_and_reason(two_stages: str):
    (skipped,) = analyse(two_stages).skipped
    assert (skipped.lines.first, skipped.lines.last) == (13, 17)
    assert skipped.because == "no later stage needs it"


def test_a_target_changes_what_is_skipped(two_stages: str):
    assert [stage.lines.first for stage in analyse(two_stages, "test").skipped] == [19]


def test_problems_of_the_parser_and_of_the_checks_come_ordered_by_line():
    lines = [
        problem.lines.first for problem in analyse("FRUM x\nFROM a AS Build\nFROM golang\nBOO\n").problems
    ]
    assert lines == sorted(lines)
    assert {1, 2, 4} <= set(lines)


def test_a_question_about_a_base_is_passed_on():
    asked = []

    def has_shell(image: str) -> bool | None:
        asked.append(image)
        return False

    analyse("FROM gcr.io/distroless/static-debian13\nRUN make\n", base_has_shell=has_shell)
    assert asked == ["gcr.io/distroless/static-debian13"]


def test_half_typed_text_is_analysed_all_the_same():
    for text in ("", "F", "FROM", "FROM a AS", "RUN <<EOT", "COPY --from=", 'FROM a\nCMD ["x"', "\\"):
        assert analyse(text).text == text


def test_advice_about_what_is_not_taught_yet_is_kept_back():
    text = "FROM debian:trixie\nRUN true\n"
    rules = {problem.rule for problem in analyse(text).problems}
    assert "RootInFinalStage" in rules
    quiet = analyse(text, untaught=frozenset({"RootInFinalStage"})).problems
    assert {problem.rule for problem in quiet} == rules - {"RootInFinalStage"}


@pytest.mark.parametrize("begun", ["FROM", "FROM ", "FROM s", "FROM scratch"])
def test_a_last_stage_that_is_being_begun_makes_no_other_one_unneeded(begun):
    text = "FROM golang:1.27 AS build\nRUN go build\n"
    assert analyse(text + begun).skipped == ()
    assert "UnusedStage" not in {one.rule for one in analyse(text + begun).problems}
    written = analyse(text + "FROM scratch\nCOPY a b\n")
    assert [one.because for one in written.skipped] == ["no later stage needs it"]
    assert "UnusedStage" in {one.rule for one in written.problems}
