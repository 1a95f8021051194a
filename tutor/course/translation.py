"""A lesson in another language: files beside it that hold texts and nothing else.

``lesson.de.toml`` and ``lesson.de.md`` translate ``lesson.toml`` and ``lesson.md``. What they leave out stays
as it is, text by text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import msgspec

from tutor.course.errors import LessonError
from tutor.course.faults import Source, converted, meant
from tutor.course.language import with_fallback
from tutor.course.lesson import Goal, Hint, Lesson, Mistake, Quiz
from tutor.course.manifest import text_and_after, toml_of
from tutor.course.rules import check_goal

_FILE = re.compile(r"lesson\.([a-z]{2,3}(?:_[A-Z]{2})?)\.(?:toml|md)")


class GoalTexts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A goal's texts, by its id in ``[goals.ID]``."""

    title: str | None = None
    why_not: str | None = None


class MistakeTexts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A wrong turn's texts, by its file in ``[mistakes."wrong/NAME.Dockerfile"]``."""

    title: str | None = None
    hint: str | None = None


class QuizTexts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The quiz; its choices come in the same order and number."""

    question: str | None = None
    choices: tuple[str, ...] | None = None
    explanation: str | None = None


class Texts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A lesson.LANG.toml; ``hints`` are the three texts in order."""

    title: str | None = None
    summary: str | None = None
    goals: Mapping[str, GoalTexts] = {}
    hints: tuple[str, ...] = ()
    mistakes: Mapping[str, MistakeTexts] = {}
    quiz: QuizTexts = QuizTexts()


def languages_of(folder: Path) -> tuple[str, ...]:
    """The languages that a lesson is translated into."""
    found = (_FILE.fullmatch(path.name) for path in folder.iterdir())
    return tuple(sorted({match[1] for match in found if match}))


def translated(lesson: Lesson, language: str | None) -> Lesson:
    """The lesson in a language; as it is where there is no translation. ``de_AT`` falls back to ``de``.

    Raises LessonError when the translation does not fit the lesson.
    """
    for one in with_fallback(language):
        if one in languages_of(lesson.folder):
            return _with_texts(lesson, one)
    return lesson


def texts_of(source: Source) -> Texts:
    """What a lesson.LANG.toml holds. Raises LessonError."""
    texts: Texts = converted(source, toml_of(source), Texts, ())
    return texts


def _with_texts(lesson: Lesson, language: str) -> Lesson:
    prose = lesson.folder / f"lesson.{language}.md"
    if prose.is_file():
        text, after = text_and_after(prose, Source(prose, ""))
        lesson = replace(lesson, text=text, after=after)
    path = lesson.folder / f"lesson.{language}.toml"
    if not path.is_file():
        return lesson
    source = Source.read(path)
    texts = texts_of(source)
    _check(source, texts, lesson)
    return replace(
        lesson,
        title=texts.title or lesson.title,
        summary=texts.summary or lesson.summary,
        goals=tuple(_goal(goal, texts.goals.get(goal.id, GoalTexts())) for goal in lesson.goals),
        hints=tuple(
            Hint(texts.hints[number] if texts.hints else hint.text, hint.diff)
            for number, hint in enumerate(lesson.hints)
        ),
        mistakes=tuple(
            _mistake(each, texts.mistakes.get(each.file, MistakeTexts())) for each in lesson.mistakes
        ),
        quiz=_quiz(lesson.quiz, texts.quiz),
    )


def _goal(goal: Goal, texts: GoalTexts) -> Goal:
    return replace(goal, title=texts.title or goal.title, why_not=texts.why_not or goal.why_not)


def _mistake(mistake: Mistake, texts: MistakeTexts) -> Mistake:
    return replace(mistake, title=texts.title or mistake.title, hint=texts.hint or mistake.hint)


def _quiz(quiz: Quiz, texts: QuizTexts) -> Quiz:
    return Quiz(
        texts.question or quiz.question,
        texts.choices or quiz.choices,
        quiz.answer,
        texts.explanation or quiz.explanation,
    )


def _check(source: Source, texts: Texts, lesson: Lesson) -> None:
    ids = [goal.id for goal in lesson.goals]
    for goal_id, goal_texts in texts.goals.items():
        goal = lesson.goal(goal_id)
        if goal is None:
            raise source.fault(
                ("goals", goal_id),
                f"no goal is called {goal_id!r}",
                meant(goal_id, ids, f"The goals are: {', '.join(ids)}."),
            )
        if goal_texts.why_not is not None:
            check_goal(source, ("goals", goal_id), goal.check, goal_texts.why_not)
    files = [mistake.file for mistake in lesson.mistakes]
    for file in texts.mistakes:
        if file not in files:
            raise source.fault(
                ("mistakes", file),
                f"no mistake has the file {file!r}",
                meant(file, files, f"There are: {', '.join(files)}."),
            )
    if texts.hints and len(texts.hints) != len(lesson.hints):
        raise source.fault(("hints",), f"{len(texts.hints)} hints, not {len(lesson.hints)}")
    choices = texts.quiz.choices
    if choices is not None and len(choices) != len(lesson.quiz.choices):
        raise _choices_fault(source, len(choices), len(lesson.quiz.choices))


def _choices_fault(source: Source, there: int, wanted: int) -> LessonError:
    return source.fault(
        ("quiz", "choices"), f"{there} choices, not {wanted}", "Translate each, in the same order."
    )
