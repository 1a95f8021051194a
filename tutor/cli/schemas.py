"""Which document each command prints with --json."""

from __future__ import annotations

import msgspec

from tutor.cli.config_documents import Configured
from tutor.cli.course_documents import Asked, Certified, Golf, Lessons
from tutor.cli.documents import (
    Checked,
    CleanedUp,
    Diagnosis,
    Hinted,
    Ran,
    Recorded,
    Reset,
    Solved,
    Started,
    Stopped,
)
from tutor.cli.lesson_documents import LessonNumbers, NewLessonMade
from tutor.cli.pack_documents import PackAdded, PackRemoved
from tutor.course.checking.report import CheckReport
from tutor.engine.report import BuildReport
from tutor.insight.report import ComparisonReport, ExplanationReport, InspectionReport

DOCUMENTS: dict[str, type[msgspec.Struct]] = {
    "error": Stopped,
    "lessons": Lessons,
    "lessons add": PackAdded,
    "lessons remove": PackRemoved,
    "start": Started,
    "build": BuildReport,
    "check": Checked,
    "run": Ran,
    "explain": ExplanationReport,
    "open": ExplanationReport,
    "inspect": InspectionReport,
    "compare": ComparisonReport,
    "hint": Hinted,
    "quiz": Asked,
    "golf": Golf,
    "certificate": Certified,
    "solution": Solved,
    "reset": Reset,
    "config": Configured,
    "doctor": Diagnosis,
    "lesson": CheckReport,
    "lesson new": NewLessonMade,
    "lesson numbers": LessonNumbers,
    "record": Recorded,
    "clean": CleanedUp,
}
"""By the command's name; ``error`` is what any of them prints when it cannot."""
