"""Three hints: a nudge, a pointer, and the way from the learner's own text to the solution."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace

from tutor.course.lesson import Lesson
from tutor.course.progress import Progress


@dataclass(frozen=True, slots=True)
class ShownHint:
    """A hint as it is shown: ``number`` of ``of``, counted from 1; ``diff`` is a unified diff where it has
    one. ``again`` where all were shown before and this is the last of them once more.
    """

    number: int
    of: int
    text: str
    diff: str | None = None
    again: bool = False


def why_no_hint(lesson: Lesson, progress: Progress) -> str | None:
    """Why a lesson gives no hints yet, as a sentence; None where it gives them."""
    failed = progress.failures(lesson.slug)
    if failed >= lesson.hints_after_failures:
        return None
    so_far = "none" if failed == 0 else f"{failed}"
    return (
        f"This lesson gives hints after {lesson.hints_after_failures} builds that missed a goal; "
        f"so far there {'was' if failed == 1 else 'were'} {so_far}. Build, and read what is red."
    )


def next_hint(lesson: Lesson, progress: Progress, text: str) -> ShownHint:
    """Show one hint more, and remember that it was; the last one again when all were shown.

    Ask ``why_no_hint`` first. ``text`` is the learner's Dockerfile.
    """
    again = progress.hints_shown(lesson.slug) >= len(lesson.hints)
    return replace(_shown(lesson, progress.show_hint(lesson.slug), text), again=again)


def shown_hints(lesson: Lesson, progress: Progress, text: str) -> tuple[ShownHint, ...]:
    """The hints that were shown already, in order."""
    most = min(progress.hints_shown(lesson.slug), len(lesson.hints))
    return tuple(_shown(lesson, number, text) for number in range(1, most + 1))


def solution_diff(lesson: Lesson, text: str) -> str:
    """What to change in ``text`` to get the lesson's solution, as a unified diff; empty when nothing."""
    if text == lesson.solution:
        return ""
    mine, solution = _lines(text), _lines(lesson.solution)
    return "".join(difflib.unified_diff(mine, solution, "your Dockerfile", "the solution"))


def _shown(lesson: Lesson, number: int, text: str) -> ShownHint:
    number = min(number, len(lesson.hints))
    hint = lesson.hints[number - 1]
    return ShownHint(
        number, len(lesson.hints), hint.text.strip(), solution_diff(lesson, text) if hint.diff else None
    )


def _lines(text: str) -> list[str]:
    """The lines with one kind of end; the last one has it too, or a diff would run two lines together."""
    return [line + "\n" for line in text.splitlines()]
