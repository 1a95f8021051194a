"""The JSON documents of what authors call, beside the check (``tutor.course.checking.report``)."""

from __future__ import annotations

import msgspec


class NewLessonMade(msgspec.Struct, frozen=True):
    """`distill lesson new`: the lesson's folder, and that of its application."""

    lesson: str
    folder: str
    app: str
    schema: int = 1


class WeightRow(msgspec.Struct, frozen=True):
    """A final image: bytes, uncompressed, and how many packages, shells and setuid files it holds."""

    bytes: int
    packages: int
    shells: int
    setuid: int


class NumbersRow(msgspec.Struct, frozen=True):
    """A lesson's start and solution, null for what does not build."""

    lesson: str
    start: WeightRow | None
    solution: WeightRow | None


class LessonNumbers(msgspec.Struct, frozen=True):
    """`distill lesson numbers`: what start and solution weigh on the embedded engine."""

    lessons: list[NumbersRow]
    schema: int = 1
