"""Which common mistake stands behind an error message."""

from __future__ import annotations

from tutor.engine.causes.cause import Cause

__all__ = ["Cause"]
