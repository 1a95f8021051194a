"""What a new lesson's author has not written yet."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.course.checking.problem import Problem, Sheet
from tutor.course.skeleton import TO_WRITE


def unwritten_problems(sheet: Sheet) -> Iterator[Problem]:
    """Every place that still says so, in lesson.toml and lesson.md; not in comments."""
    for path, lines in ((sheet.source.path, sheet.source.text.splitlines()), (None, sheet.lines)):
        for number, line in enumerate(lines, 1):
            if TO_WRITE not in line or (path is not None and line.startswith("#")):
                continue
            what = line.partition(TO_WRITE)[2].strip(' ",')
            message = f"still to be written: {what}"
            advice = "Write it in your own words."
            if path is None:
                yield sheet.in_text(number, message, advice)
            else:
                yield Problem(path, number, message, advice)
