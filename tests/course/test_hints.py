from __future__ import annotations

from dataclasses import replace

import pytest
from made import SOLUTION, START

from tutor.course import Progress, State, next_hint, shown_hints, solution_diff, why_no_hint
from tutor.course.attempt import Attempt, AttemptState, GoalNote


@pytest.fixture
def progress(tmp_path):
    with Progress.open(tmp_path / "progress.sqlite3") as progress:
        yield progress


def test_hints_come_one_step_at_a_time_and_the_last_one_stays(lesson, progress):
    texts = [next_hint(lesson, progress, START).text for _ in range(4)]
    assert texts == ["A nudge.", "A pointer.", "The way there.", "The way there."]


def test_the_last_hint_says_when_it_was_shown_before(lesson, progress):
    assert [next_hint(lesson, progress, START).again for _ in range(4)] == [False, False, False, True]


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


def test_an_exam_gives_no_hint_before_so_many_builds_missed_a_goal(lesson, progress):
    exam = replace(lesson, hints_after_failures=2)
    missed = Attempt(
        exam.slug, exam.app, 1.0, START, "Docker", AttemptState.BUILT, verdicts=(GoalNote("a", State.FAILED),)
    )
    assert why_no_hint(lesson, progress) is None
    assert "so far there were none" in why_no_hint(exam, progress)
    progress.record(replace(missed, state=AttemptState.CANCELLED, verdicts=()))
    progress.record(replace(missed, verdicts=(GoalNote("a", State.PASSED),)))
    progress.record(missed)
    assert "so far there was 1" in why_no_hint(exam, progress)
    progress.record(replace(missed, state=AttemptState.FAILED))
    assert why_no_hint(exam, progress) is None
