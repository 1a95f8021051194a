"""Whether a lesson's translations fit it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.course.checking.problem import Problem, Sheet
from tutor.course.checking.prose import prose_problems
from tutor.course.checking.questions import WIDEST_TITLE
from tutor.course.errors import LessonError
from tutor.course.lesson import Lesson
from tutor.course.translation import languages_of, translated
from tutor.course.why_not import placeholders

_LINK = re.compile(r"\]\((\S+)\)")
_STEP = re.compile(r"^(?:\d+\.|-) ", re.MULTILINE)


def translation_problems(lesson: Lesson) -> Iterator[Problem]:
    """Problems of every translation: that it cannot be read, or tells other things than the lesson."""
    for language in languages_of(lesson.folder):
        try:
            there = translated(lesson, language)
        except LessonError as error:
            yield Problem.of(error)
            continue
        sheet = Sheet(there, language)
        if sheet.text_path != Sheet(lesson).text_path:
            yield from prose_problems(sheet)
            yield from _text_problems(sheet, lesson)
        if sheet.manifest_path != Sheet(lesson).manifest_path:
            yield from _goal_problems(sheet, lesson)


def _text_problems(sheet: Sheet, original: Lesson) -> Iterator[Problem]:
    """A translation that did not follow when the text changed."""
    for what, found, wanted in (
        ("links", _LINK.findall(_whole(sheet.lesson)), _LINK.findall(_whole(original))),
        ("steps", len(_STEP.findall(_whole(sheet.lesson))), len(_STEP.findall(_whole(original)))),
    ):
        if found != wanted:
            yield sheet.in_text(
                1, f"other {what} than lesson.md: {found}, not {wanted}", "Follow the original."
            )


def _goal_problems(sheet: Sheet, original: Lesson) -> Iterator[Problem]:
    for goal, first in zip(sheet.lesson.goals, original.goals, strict=True):
        key = ("goals", goal.id)
        if len(goal.title) > WIDEST_TITLE:
            yield sheet.at(
                (*key, "title"), f"a title of {len(goal.title)} characters", f"At most {WIDEST_TITLE} fit."
            )
        facts, wanted = set(placeholders(goal.why_not)), set(placeholders(first.why_not))
        if facts != wanted:
            yield sheet.at(
                (*key, "why_not"),
                f"it tells {_named(facts)}, and the original {_named(wanted)}",
                "Use the same facts.",
            )


def _whole(lesson: Lesson) -> str:
    return f"{lesson.text}\n{lesson.after}"


def _named(facts: set[str]) -> str:
    return ", ".join(f"{{{fact}}}" for fact in sorted(facts)) or "no fact"
