"""What a new lesson's author has not written yet."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.course.checking.problem import Problem, Sheet
from tutor.course.skeleton import places_to_write

ADVICE = "Write it in your own words."


def unwritten_problems(sheet: Sheet) -> Iterator[Problem]:
    """Every place that still says so, in lesson.toml and lesson.md; not in comments."""
    for number, what in places_to_write(sheet.source.text.splitlines(), ".toml"):
        yield Problem(sheet.source.path, number, _message(what), ADVICE)
    for number, what in places_to_write(sheet.lines, ".md"):
        yield sheet.in_text(number, _message(what), ADVICE)


def _message(what: str) -> str:
    return f"still to be written: {what}"
