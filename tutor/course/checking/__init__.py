"""Whether a lesson is what it says: as written, and on an engine."""

from __future__ import annotations

from tutor.course.checking.checked import Checked, Standing
from tutor.course.checking.lesson_check import check_lesson
from tutor.course.checking.outcome import Outcome, outcome_of
from tutor.course.checking.problem import Problem
from tutor.course.checking.standard import COURSE, PACK, SEED_POINTS, Standard, standard_of
from tutor.course.checking.written import written_problems

__all__ = [
    "COURSE",
    "PACK",
    "SEED_POINTS",
    "Checked",
    "Outcome",
    "Problem",
    "Standard",
    "Standing",
    "check_lesson",
    "outcome_of",
    "standard_of",
    "written_problems",
]
