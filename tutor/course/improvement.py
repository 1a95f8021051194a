"""What changed between the learner's first build of a lesson and the last one that passed."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.course.finished import FinishedBuild
from tutor.course.lesson import Lesson
from tutor.course.progress import Progress


@dataclass(frozen=True, slots=True)
class Change:
    """One figure of both final images; ``unit`` is ``bytes`` or ``count``, None is what was not measured."""

    what: str
    unit: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Improvement:
    """The first measured build and the last passing one; both are the same where the first passed.

    ``passes`` is how many measured builds passed.
    """

    first: FinishedBuild
    last: FinishedBuild
    passes: int

    @property
    def at_once(self) -> bool:
        """Whether the first build is the one that is looked at, so that there is nothing to compare."""
        return self.first.id == self.last.id

    @property
    def failed_first(self) -> bool:
        """Whether builds that failed or were stopped went before the first that was measured."""
        return self.first.number > 1

    @property
    def changes(self) -> tuple[Change, ...]:
        """Bytes, then stages, then surface."""
        before, after = self.first.surface, self.last.surface
        counts = [
            (what, getattr(before, name, None), getattr(after, name, None))
            for what, name in (("packages", "packages"), ("shells", "shells"), ("setuid files", "setuid"))
        ]
        return (
            Change("final image", "bytes", self.first.final_bytes, self.last.final_bytes),
            Change("stages", "count", self.first.stages, self.last.stages),
            *(Change(what, "count", old, new) for what, old, new in counts),
        )

    @property
    def user(self) -> str:
        """Who runs the image before and after, in words; empty where that was not read."""
        before, after = self.first.surface, self.last.surface
        if before is None or after is None:
            return ""
        old, new = ("root" if one.root else "a user other than root" for one in (before, after))
        return f"runs as {new}, as before" if old == new else f"ran as {old}, now runs as {new}"


def improvement(lesson: Lesson, progress: Progress) -> Improvement | None:
    """What the learner changed in a lesson; None until a measured build passed. Raises ProgressError."""
    builds = [one for one in progress.finished() if one.lesson == lesson.slug]
    passing = [one for one in builds if one.passed]
    return Improvement(builds[0], passing[-1], len(passing)) if passing else None
