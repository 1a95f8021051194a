"""Image golf: the learner's own records for an app, in bytes and in rebuild seconds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tutor.course.finished import FinishedBuild
from tutor.course.progress import Progress

MOST_TOLD = 10
COUNTS = "A build counts when all goals of its lesson were green."
REBUILD_MEANS = (
    "A rebuild is a build after your first one of the lesson in which a step after a FROM ran anew; its "
    "seconds are what the engine took, or what the steps took when they were recorded."
)


@dataclass(frozen=True, slots=True)
class GolfBoard:
    """The records of an app.

    ``top`` are the passing builds with the smallest final images, each Dockerfile once, the earliest of
    equals first. ``rebuilds`` are the quickest passing rebuilds, one for each engine: seconds of two engines
    are not compared.
    """

    app: str
    top: tuple[FinishedBuild, ...]
    rebuilds: tuple[FinishedBuild, ...]
    largest_bytes: int
    """The largest final image that was built of the app, passing or not."""

    @property
    def smallest(self) -> FinishedBuild:
        return self.top[0]

    @property
    def ranked(self) -> tuple[tuple[int, FinishedBuild], ...]:
        """``top`` with places from 1; equals share one, and the next is behind all of them."""
        sizes = [one.final_bytes for one in self.top]
        return tuple((sizes.index(one.final_bytes) + 1, one) for one in self.top)


def golf_boards(progress: Progress, *, most: int = MOST_TOLD) -> tuple[GolfBoard, ...]:
    """The boards of all apps that a build passed with, by name; at most ``most`` builds each.

    Raises ProgressError.
    """
    by_app: dict[str, list[FinishedBuild]] = {}
    for one in progress.finished():
        by_app.setdefault(one.app, []).append(one)
    boards = (_board(app, builds, most) for app, builds in sorted(by_app.items()))
    return tuple(board for board in boards if board.top)


def _board(app: str, builds: list[FinishedBuild], most: int) -> GolfBoard:
    passing = [one for one in builds if one.passed]
    ranked = sorted(passing, key=lambda one: (one.final_bytes, one.id))
    top: dict[tuple[str, str, int], FinishedBuild] = {}
    for one in ranked:
        top.setdefault((one.lesson, one.dockerfile, one.final_bytes), one)
    return GolfBoard(
        app,
        tuple(top.values())[:most],
        _quickest(one for one in passing if is_rebuild(one, builds)),
        max(one.final_bytes for one in builds),
    )


def is_rebuild(build: FinishedBuild, builds: Iterable[FinishedBuild]) -> bool:
    """Whether a build is one as ``REBUILD_MEANS`` says; ``builds`` are all of its app."""
    earlier = any(one.lesson == build.lesson and one.id < build.id for one in builds)
    return earlier and build.ran_anew > 0


def _quickest(builds: Iterable[FinishedBuild]) -> tuple[FinishedBuild, ...]:
    """The quickest of each engine, live ones first."""
    best: dict[tuple[bool, str], FinishedBuild] = {}
    for one in builds:
        known = best.get((one.recorded, one.engine))
        if known is None or one.seconds < known.seconds:
            best[one.recorded, one.engine] = one
    return tuple(best[key] for key in sorted(best))
