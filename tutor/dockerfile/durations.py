"""Go's durations, as HEALTHCHECK takes them: ``30s``, ``1m30s``, ``1.5h``."""

from __future__ import annotations

import re

from tutor.dockerfile.expansion import go_quoted

SECONDS = {"ns": 1e-9, "us": 1e-6, "µs": 1e-6, "μs": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "h": 3600.0}
PART = re.compile(r"(\d+\.?\d*|\.\d+)([^\d.]*)")


class DurationError(ValueError):
    """Go refuses the text; the message is Go's."""


def seconds(text: str) -> float:
    """The duration in seconds; raises DurationError."""
    body = text[1:] if text[:1] in ("+", "-") else text
    if body == "0":
        return 0.0
    total = 0.0
    position = 0
    while position < len(body) or not body:
        part = PART.match(body, position)
        if part is None:
            raise DurationError(f"time: invalid duration {go_quoted(text)}")
        number, unit = part.groups()
        if not unit:
            raise DurationError(f"time: missing unit in duration {go_quoted(text)}")
        if unit not in SECONDS:
            raise DurationError(f"time: unknown unit {go_quoted(unit)} in duration {go_quoted(text)}")
        total += float(number) * SECONDS[unit]
        position = part.end()
    return -total if text.startswith("-") else total
