"""A short course without files, and a learner's builds of it as they are recorded."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from made import LessonFolder

from tutor.course import Attempt, AttemptState, Course, GoalNote, Lesson, State
from tutor.course.finished import FinalSurface

FAT = FinalSurface(shells=3, packages=207, setuid=13, root=True)
LEAN = FinalSurface(shells=0, packages=0, setuid=0, root=True)


def short_course(root: Path) -> Course:
    """Lessons 1 to 3: 1 and 2 build one app, 3 another; each builds on the one before."""
    model = LessonFolder(root).load()
    return Course(
        tuple(
            replace(model, number=number, slug=slug, title=slug.title(), app=app, prerequisites=before)
            for number, slug, app, before in (
                (1, "fat", "calculator", ()),
                (2, "lean", "calculator", (1,)),
                (3, "challenge-small", "notes", (2,)),
            )
        )
    )


def report(*lines: tuple[str, bool, float], builder: str = "BuildKit", stages: int = 1, seconds: float = 9.0):
    """A report whose first stage has these instructions: text, whether cached, seconds."""
    steps = [
        {"line": n, "text": text, "adds": 0, "hides": 0, "seconds": took, "cached": cached}
        for n, (text, cached, took) in enumerate(lines, 1)
    ]
    built = [{"index": n, "built": True, "instructions": steps if n == 0 else []} for n in range(stages)]
    return {"builder": builder, "engine": "Docker 28.5.2", "seconds": seconds, "stages": built, "final": 0}


def build(
    progress,
    lesson: Lesson,
    size: int | None,
    *,
    green: int | None = None,
    at: float = 1000.0,
    text: str = "FROM a\n",
    engine: str = "Docker 28.5.2",
    told=None,
    surface: FinalSurface | None = FAT,
    state: AttemptState = AttemptState.BUILT,
) -> Attempt:
    """Record a build of a lesson with a final image of ``size`` bytes; all goals are ``green`` by default."""
    green = len(lesson.goals) if green is None else green
    notes = tuple(
        GoalNote(goal.id, State.PASSED if n < green else State.FAILED, "" if n < green else "Not so.")
        for n, goal in enumerate(lesson.goals)
    )
    told = report(("FROM a", True, 0.0), ("RUN make", False, 4.0)) if told is None else told
    return progress.record(
        Attempt(lesson.slug, lesson.app, at, text, engine, state, at + 9, told, notes, size, 9.0, surface)
    )
