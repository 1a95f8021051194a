"""The JSON documents of what authors call, beside the check (``tutor.course.checking.report``)."""

from __future__ import annotations

import msgspec


class NewLessonMade(msgspec.Struct, frozen=True):
    """`distill lesson new`: the lesson's folder, and that of its application."""

    lesson: str
    folder: str
    app: str
    schema: int = 1
