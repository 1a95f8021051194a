"""From what a health check said to its cause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.engine.causes.cause import Cause
from tutor.engine.causes.recognise import recognise

if TYPE_CHECKING:
    from tutor.engine.result import HealthAnswer


def why_unwell(health: HealthAnswer | None) -> Cause | None:
    """The named mistake behind a health check that did not end with 0, or None."""
    if health is None or health.status != "unhealthy":
        return None
    return recognise(f"health check: {health.log}")
