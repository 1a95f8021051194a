"""What a learner did so far, in one SQLite file."""

from __future__ import annotations

from tutor.course.progress.progress import Progress

__all__ = ["Progress"]
