"""All that can be told of a lesson by reading it: no engine is asked."""

from __future__ import annotations

from tutor.course.checking.dockerfiles import answer_problems, dockerfile_problems, wrong_turn_problems
from tutor.course.checking.hints import hint_problems
from tutor.course.checking.problem import Problem, Sheet
from tutor.course.checking.prose import prose_problems
from tutor.course.checking.questions import cover_problems, goal_problems, proof_problems, quiz_problems
from tutor.course.checking.standard import Standard, standard_of
from tutor.course.checking.strays import stray_problems
from tutor.course.checking.translations import translation_problems
from tutor.course.checking.unwritten import unwritten_problems
from tutor.course.lesson import Lesson


def written_problems(lesson: Lesson, standard: Standard | None = None) -> tuple[Problem, ...]:
    """Everything that does not hold of a lesson as it is written."""
    sheet = Sheet(lesson)
    standard = standard or standard_of(lesson)
    return (
        *unwritten_problems(sheet),
        *prose_problems(sheet),
        *goal_problems(sheet),
        *proof_problems(sheet),
        *hint_problems(sheet),
        *wrong_turn_problems(sheet),
        *answer_problems(sheet, standard),
        *quiz_problems(sheet),
        *cover_problems(sheet, standard),
        *dockerfile_problems(sheet),
        *stray_problems(sheet),
        *translation_problems(lesson),
    )
