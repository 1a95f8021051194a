"""Whether goals and quiz can be shown and answered."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.course.checking.problem import Problem, Sheet
from tutor.course.checking.standard import SEED_POINTS, Standard

FEWEST_GOALS, MOST_GOALS = 2, 6
MOST_GOALS_OF_AN_EXAM = 9
WIDEST_TITLE = 26
"""Columns: a goal's title with its sign stands in a column of 28."""
FEWEST_CHOICES = 3
FEWEST_WORDS = 15
"""Of an explanation: less does not explain why the others are wrong."""


def goal_problems(sheet: Sheet) -> Iterator[Problem]:
    """Problems of how many goals there are, and of their titles."""
    goals = sheet.lesson.goals
    most = MOST_GOALS_OF_AN_EXAM if sheet.lesson.hints_after_failures else MOST_GOALS
    if not FEWEST_GOALS <= len(goals) <= most:
        yield sheet.at(
            ("goals",), f"the lesson has {len(goals)} goals", f"{FEWEST_GOALS} to {most} can be held."
        )
    for number, goal in enumerate(goals):
        if not 0 < len(goal.title.strip()) <= WIDEST_TITLE:
            yield sheet.at(
                ("goals", number, "title"),
                f"a title of {len(goal.title)} characters",
                f"It stands in a narrow column: {WIDEST_TITLE} at most.",
            )


def quiz_problems(sheet: Sheet) -> Iterator[Problem]:
    """Problems of the quiz: nothing to choose from, or nothing explained."""
    quiz = sheet.lesson.quiz
    if len(quiz.choices) < FEWEST_CHOICES:
        yield sheet.at(("quiz", "choices"), f"{len(quiz.choices)} choices", f"Give {FEWEST_CHOICES} or more.")
    if len({choice.strip().casefold() for choice in quiz.choices}) < len(quiz.choices):
        yield sheet.at(("quiz", "choices"), "two choices are the same", "Only one may be right.")
    if not quiz.question.strip():
        yield sheet.at(("quiz", "question"), "an empty question", "Ask what the lesson is about.")
    words = len(quiz.explanation.split())
    if words < FEWEST_WORDS:
        yield sheet.at(
            ("quiz", "explanation"),
            f"an explanation of {words} words",
            f"Say why it is so, in {FEWEST_WORDS} words or more.",
        )


def cover_problems(sheet: Sheet, standard: Standard) -> Iterator[Problem]:
    """Problems of what the lesson says that it teaches of the course's points."""
    covers = sheet.lesson.covers
    if standard.covers and not covers:
        yield sheet.at(("covers",), "the lesson covers nothing", "Name points of S1 to S20.")
    for number, point in enumerate(covers):
        if point not in SEED_POINTS:
            yield sheet.at(("covers", number), f"there is no point {point!r}", "There are S1 to S20.")
        elif point in covers[:number]:
            yield sheet.at(("covers", number), f"{point} stands here twice", "Once is enough.")


def proof_problems(sheet: Sheet) -> Iterator[Problem]:
    """A lesson that does not say what its start leaves to do cannot be held to it."""
    if sheet.lesson.proof is None:
        yield sheet.at(
            (), "there is no [proof]", 'Say which goals are red at the start: red_at_start = ["…"].'
        )
