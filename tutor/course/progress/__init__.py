"""What a learner did so far, in one SQLite file."""

from __future__ import annotations

from tutor.course.progress.progress import Progress
from tutor.course.progress.tally import Tally

__all__ = ["Progress", "Tally"]
