from __future__ import annotations

import pytest
from made import SOLUTION, START

from tutor.course import Progress, next_hint, shown_hints, solution_diff


@pytest.fixture
def progress(tmp_path):
    with Progress.open(tmp_path / "progress.sqlite3") as progress:
        yield progress


def test_hints_come_one_step_at_a_time_and_the_last_one_stays(lesson, progress):
    texts = [next_hint(lesson, progress, START).text for _ in range(4)]
    assert texts == ["A nudge.", "A pointer.", "The way there.", "The way there."]


def test_only_the_last_hint_shows_the_way_from_the_learners_text(lesson, progress):
    first, second, third = (next_hint(lesson, progress, "FROM mine\n") for _ in range(3))
    assert (first.diff, second.diff) == (None, None)
    assert "-FROM mine\n" in third.diff
    assert "+FROM scratch\n" in third.diff
    assert (third.number, third.of) == (3, 3)


def test_hints_that_were_shown_are_there_again_after_a_restart(lesson, progress):
    assert shown_hints(lesson, progress, START) == ()
    next_hint(lesson, progress, START)
    next_hint(lesson, progress, START)
    with Progress.open(progress.path) as other:
        assert [hint.text for hint in shown_hints(lesson, other, START)] == ["A nudge.", "A pointer."]


def test_the_solution_needs_no_diff(lesson):
    assert solution_diff(lesson, SOLUTION) == ""


def patched(text: str, diff: str) -> str:
    """What a text becomes by a unified diff; asserts that every line of the diff fits."""
    lines, made, at = [line + "\n" for line in text.splitlines()], [], 0
    for line in diff.splitlines(keepends=True)[2:]:
        if line.startswith("@@"):
            start, _, length = line.split()[1][1:].partition(",")
            begin = int(start) - (length != "0")
            made += lines[at:begin]
            at = begin
        elif line[0] in "- ":
            assert lines[at] == line[1:]
            at += 1
        if line[0] in "+ ":
            made.append(line[1:])
    return "".join(made + lines[at:])


@pytest.mark.parametrize("text", [START, "", "FROM x", "FROM x\n\n\n", START.rstrip("\n")])
def test_the_diff_leads_to_the_solution(lesson, text):
    assert patched(text, solution_diff(lesson, text)) == SOLUTION


def test_line_ends_of_another_system_are_no_difference(lesson):
    assert solution_diff(lesson, SOLUTION.replace("\n", "\r\n")) == ""
