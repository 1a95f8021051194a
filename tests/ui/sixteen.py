"""A course of sixteen lessons, and a learner half way through it, for the screens that show all of it."""

from __future__ import annotations

from dataclasses import replace

from tutor.course import Attempt, AttemptState, Course, GoalNote, Lesson, Progress, State
from tutor.course.finished import FinalSurface

TITLES = (
    "The fat image", "Layers remember", "A second FROM", "Static or dynamic", "What scratch forgot",
    "No shell, no root", "Cache and context", "The test that never ran", "Serve and check",
    "Distroless Node, repaired", "Python must match", "The JDK stays out", "Debug without a shell",
    "Release skew", "Image golf", "The exam",
)  # fmt: skip
APPS = (
    "go-calculator", "go-calculator", "go-calculator", "go-resolver", "go-selftest", "go-notes", "node-site",
    "node-site", "static-site", "node-api", "py-stats", "java-hello", "node-api", "rust-greet",
    "go-calculator", "node-api",
)  # fmt: skip
CHALLENGES = (14, 15, 16)
NOON = 1_795_608_000.0
FAT, LEAN = FinalSurface(3, 207, 13, root=True), FinalSurface(0, 0, 0, root=False)


def sixteen(model: Lesson) -> Course:
    """Sixteen lessons, each with the text and the goals of ``model``."""
    return Course(
        tuple(
            replace(
                model,
                number=number,
                slug=("challenge-" if number in CHALLENGES else "") + title.lower().replace(" ", "-"),
                title=title,
                app=app,
                prerequisites=() if number == 1 else (number - 1,),
                covers=tuple(f"S{n}" for n in range(1, 21)) if number == 16 else model.covers,
            )
            for number, (title, app) in enumerate(zip(TITLES, APPS, strict=True), 1)
        )
    )


def built(lesson: Lesson, size: int, *, green: int, stages: int = 1, surface: FinalSurface = FAT) -> Attempt:
    """A build of a lesson that ended with a final image of ``size`` bytes and so many green goals."""
    step = {"line": 2, "text": "RUN make", "adds": 0, "hides": 0, "cached": False, "seconds": 4.0}
    report = {
        "schema": 1,
        "engine": "Docker 28.5.2",
        "builder": "BuildKit",
        "seconds": 9.0,
        "final": stages - 1,
        "error": None,
        "stages": [
            {"index": n, "name": None, "base": "a", "built": True, "size": size, "instructions": [step]}
            for n in range(stages)
        ],
    }
    notes = tuple(
        GoalNote(goal.id, State.PASSED if n < green else State.FAILED) for n, goal in enumerate(lesson.goals)
    )
    return Attempt(
        lesson.slug, lesson.app, NOON, f"FROM a\nRUN {size}\n", "Docker 28.5.2", AttemptState.BUILT,
        NOON + 9, report, notes, size, 9.0, surface,
    )  # fmt: skip


def half_way(course: Course) -> None:
    """Record lessons 1 to 7 as done and 8 as begun, in the home of this test."""
    with Progress.open() as progress:
        for lesson in course.lessons[:7]:
            progress.record(built(lesson, 900_000_000 + lesson.number, green=1))
            progress.record(
                built(lesson, 2_400_000 + lesson.number, green=len(lesson.goals), stages=2, surface=LEAN)
            )
            progress.answer_quiz(lesson.slug, lesson.quiz.answer)
        progress.record(built(course.lessons[7], 1_200_000_000, green=1))
        progress.show_hint(course.lessons[7].slug)
        progress.last_lesson = course.lessons[7].slug
