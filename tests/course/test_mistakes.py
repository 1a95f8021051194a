from __future__ import annotations

from dataclasses import replace

import pytest
from made import SOLUTION, START

from tutor.course import State, Verdict
from tutor.course.mistakes import mistake_of
from tutor.engine.causes import CAUSES

PASSED, FAILED, UNKNOWN = State.PASSED, State.FAILED, State.UNKNOWN


def verdicts(lesson, *states):
    return [Verdict(goal, state) for goal, state in zip(lesson.goals, states, strict=True)]


def test_a_cause_names_the_mistake(lesson):
    found = mistake_of(lesson, SOLUTION, verdicts(lesson, FAILED, FAILED), [CAUSES["E1"]])
    assert found is lesson.mistakes[0]


def test_a_cause_that_the_lesson_does_not_know_names_none(lesson):
    assert mistake_of(lesson, SOLUTION, verdicts(lesson, PASSED, FAILED), [CAUSES["E17"]]) is None


def test_a_cause_names_no_mistake_while_what_it_takes_for_granted_is_red(lesson_folder):
    lesson_folder.edit('cause = "E1"', 'cause = "E1"\nwhile_passed = ["runs"]')
    lesson = lesson_folder.load()
    red, green = verdicts(lesson, FAILED, FAILED), verdicts(lesson, FAILED, PASSED)
    assert mistake_of(lesson, SOLUTION, red, [CAUSES["E1"]]) is None
    assert mistake_of(lesson, SOLUTION, green, [CAUSES["E1"]]) is lesson.mistakes[0]


def test_a_red_goal_names_the_mistake_while_its_companions_are_green(lesson):
    assert mistake_of(lesson, "FROM x\n", verdicts(lesson, FAILED, PASSED), []) is lesson.mistakes[1]


@pytest.mark.parametrize("states", [(FAILED, FAILED), (FAILED, UNKNOWN), (UNKNOWN, PASSED), (PASSED, PASSED)])
def test_a_red_goal_names_no_mistake_otherwise(lesson, states):
    assert mistake_of(lesson, "FROM x\n", verdicts(lesson, *states), []) is None


def test_the_start_is_no_mistake(lesson):
    assert mistake_of(lesson, START, verdicts(lesson, FAILED, PASSED), []) is None


def test_the_words_of_the_failing_step_name_the_mistake(lesson_folder):
    lesson_folder.edit('cause = "E1"', 'says = "go: not found"')
    lesson = lesson_folder.load()
    red = verdicts(lesson, FAILED, FAILED)
    assert mistake_of(lesson, SOLUTION, red, [], "/bin/sh: 1: go: not found") is lesson.mistakes[0]
    assert mistake_of(lesson, SOLUTION, red, [], "something else") is None


def test_a_goal_that_is_red_because_the_build_failed_names_no_mistake(lesson):
    red = verdicts(lesson, FAILED, PASSED)
    assert mistake_of(lesson, "FROM x\n", red, [], "syntax error", built=False) is None


def test_a_shell_that_a_run_misses_is_another_mistake_than_one_that_a_start_misses(lesson):
    starts = replace(lesson.mistakes[0], cause="E7", text="FROM a AS b\nRUN c\nFROM scratch\nCMD d\n")
    runs = replace(starts, text="FROM scratch\nRUN mkdir /d\n")
    known = replace(lesson, mistakes=(starts, runs))
    red = verdicts(lesson, FAILED, FAILED)
    assert mistake_of(known, SOLUTION, red, [CAUSES["E7"]]) is starts
    assert mistake_of(known, SOLUTION, red, [CAUSES["E7"]], built=False) is runs
