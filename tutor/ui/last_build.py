"""A build that outlives the screen on which it was made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutor.ui.messages import BuildEnded
    from tutor.ui.widgets.sections_view import LogSection

MOST_KEPT = 3
"""The files of a large build weigh some 20 MB of memory."""


@dataclass(frozen=True, slots=True)
class LastBuild:
    """How a build of a text ended, and what it said on the way."""

    text: str
    ended: BuildEnded
    log: Sequence[LogSection] = ()


def keep(builds: dict[str, LastBuild], key: str, build: LastBuild) -> None:
    """Keep the last build of a lesson or project, and let go of the longest unused."""
    builds.pop(key, None)
    builds[key] = build
    while len(builds) > MOST_KEPT:
        del builds[next(iter(builds))]
