"""What no single lesson can tell: whether the course as a whole teaches what it should."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tutor.course.checking.checked import Checked, Standing
from tutor.course.checking.problem import Problem
from tutor.course.checking.standard import SEED_POINTS
from tutor.course.lesson import Lesson


def check_course(lessons: Iterable[Lesson], folder: Path) -> Checked:
    """Whether every point is covered by some lesson; ``folder`` is where they lie."""
    covered = {point for lesson in lessons for point in lesson.covers}
    problems = tuple(
        Problem(folder, 1, f"no lesson covers {point}", "Teach it, and put it into a lesson's covers.")
        for point in SEED_POINTS
        if point not in covered
    )
    taught = len(SEED_POINTS) - len(problems)
    return Checked(
        "all of them",
        "course",
        Standing.OTHERWISE if problems else Standing.AS_DECLARED,
        f"{taught} of {len(SEED_POINTS)} points covered",
        problems,
        files=0,
    )
