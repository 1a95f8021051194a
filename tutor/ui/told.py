"""What a running build tells: the builder's events, and what the goals had run."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from tutor.course import GoalRun
    from tutor.engine.events import BuildEvent

Told: TypeAlias = "BuildEvent | GoalRun"
