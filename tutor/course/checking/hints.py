"""Whether a lesson's hints lead somewhere without giving it all away at once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.course.checking.problem import Problem, Sheet
from tutor.course.hints import solution_diff

_LONGEST_HINT = 90
"""Words: a hint is read in a narrow column, by somebody who is stuck."""


def hint_problems(sheet: Sheet) -> Iterator[Problem]:
    """Problems of the three hints."""
    lesson = sheet.lesson
    nudge, *_ = lesson.hints
    for given in answer_in(nudge.text, lesson.start, lesson.solution):
        yield sheet.at(
            ("hints", 0), f"the nudge gives a line of the answer away: {given!r}", "Say only where to look."
        )
    for number, hint in enumerate(lesson.hints):
        words = len(hint.text.split())
        if words > _LONGEST_HINT:
            yield sheet.at(
                ("hints", number), f"a hint of {words} words", f"At most {_LONGEST_HINT} are read."
            )
    if len({hint.text.strip() for hint in lesson.hints}) < len(lesson.hints):
        yield sheet.at(("hints", 0), "two hints say the same", "Each leads a step further.")
    for name, text in {"Dockerfile": lesson.start, **{m.file: m.text for m in lesson.mistakes}}.items():
        if applied(text, solution_diff(lesson, text)) != lesson.solution.splitlines():
            yield sheet.in_file(
                name, None, "the last hint's diff does not lead to the solution", "Report this to us."
            )


def answer_in(nudge: str, start: str, solution: str) -> list[str]:
    """The lines of the solution, not in the start, that a nudge spells out."""
    new = [line.strip() for line in solution.splitlines() if line not in start.splitlines()]
    squeezed = re.sub(r"\s+", " ", nudge)
    return [line for line in new if line and not line.startswith("#") and line in squeezed]


def applied(text: str, diff: str) -> list[str] | None:
    """The lines of a text after a unified diff; None where the diff does not fit."""
    before, after, at = text.splitlines(), [], 0
    for line in diff.splitlines()[2:]:
        if hunk := re.match(r"@@ -(\d+)(?:,(\d+))? ", line):
            begin = int(hunk[1]) - (hunk[2] != "0")
            after += before[at:begin]
            at = begin
        elif line.startswith("+"):
            after.append(line[1:])
        elif at >= len(before) or before[at] != line[1:]:
            return None
        else:
            if not line.startswith("-"):
                after.append(before[at])
            at += 1
    return after + before[at:]
