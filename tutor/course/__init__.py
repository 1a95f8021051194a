"""Lessons: what they ask, where a learner works on them, and how an attempt is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.on_demand import on_demand

if TYPE_CHECKING:
    from tutor.course.attempt import Attempt, AttemptState, GoalNote
    from tutor.course.course import Course
    from tutor.course.edited_file import EditedFile
    from tutor.course.errors import (
        CourseError,
        LessonError,
        NoDockerfile,
        ProgressError,
        UnknownLesson,
        WorkspaceError,
    )
    from tutor.course.gather import GoalRun
    from tutor.course.hints import ShownHint, next_hint, shown_hints, solution_diff, why_no_hint
    from tutor.course.kept import KeptImages, KeptStage
    from tutor.course.lesson import Goal, Hint, Lesson, Mistake, Quiz, RunSpec, State, Verdict
    from tutor.course.practising import Judged, build_request, line_of_cause, practice
    from tutor.course.progress import Progress
    from tutor.course.project import BuildOptions, Project, build_project, run_project
    from tutor.course.proof import Proof, prove
    from tutor.course.run import first_lines, request_to, run_stage
    from tutor.course.verdicts import last_judged, remembered, untold
    from tutor.course.workspace import Workspace
    from tutor.home import home_folder

__all__ = [
    "Attempt",
    "AttemptState",
    "BuildOptions",
    "Course",
    "CourseError",
    "EditedFile",
    "Goal",
    "GoalNote",
    "GoalRun",
    "Hint",
    "Judged",
    "KeptImages",
    "KeptStage",
    "Lesson",
    "LessonError",
    "Mistake",
    "NoDockerfile",
    "Progress",
    "ProgressError",
    "Project",
    "Proof",
    "Quiz",
    "RunSpec",
    "ShownHint",
    "State",
    "UnknownLesson",
    "Verdict",
    "Workspace",
    "WorkspaceError",
    "build_project",
    "build_request",
    "first_lines",
    "home_folder",
    "last_judged",
    "line_of_cause",
    "next_hint",
    "practice",
    "prove",
    "remembered",
    "request_to",
    "run_project",
    "run_stage",
    "shown_hints",
    "solution_diff",
    "untold",
    "why_no_hint",
]

__getattr__ = on_demand(
    __name__,
    {
        "tutor.course.attempt": "Attempt AttemptState GoalNote",
        "tutor.course.course": "Course",
        "tutor.course.edited_file": "EditedFile",
        "tutor.course.errors": "CourseError LessonError NoDockerfile "
        "ProgressError UnknownLesson WorkspaceError",
        "tutor.course.gather": "GoalRun",
        "tutor.course.hints": "ShownHint next_hint shown_hints solution_diff why_no_hint",
        "tutor.course.kept": "KeptImages KeptStage",
        "tutor.course.lesson": "Goal Hint Lesson Mistake Quiz RunSpec State Verdict",
        "tutor.course.practising": "Judged build_request line_of_cause practice",
        "tutor.course.progress": "Progress",
        "tutor.course.project": "BuildOptions Project build_project run_project",
        "tutor.course.proof": "Proof prove",
        "tutor.course.run": "first_lines request_to run_stage",
        "tutor.course.verdicts": "last_judged remembered untold",
        "tutor.course.workspace": "Workspace",
        "tutor.home": "home_folder",
    },
)
