"""Durations in at most six columns."""

from __future__ import annotations

LEAST_TOLD_SECONDS = 0.05
"""What took less is not worth a figure."""


def lasting(seconds: float) -> str:
    """Nothing below 0.05 s, then ``0.3 s``, ``14 s``, ``2m05s``, ``1h02m``, ``120 h``."""
    if seconds < LEAST_TOLD_SECONDS:
        return ""
    if seconds < 9.95:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60}m{whole % 60:02}s"
    if whole < 360_000:
        return f"{whole // 3600}h{whole % 3600 // 60:02}m"
    return f"{whole // 3600} h"
