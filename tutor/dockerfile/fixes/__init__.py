"""Quick fixes: what a press of a key can mend in a line, as a linter would."""

from __future__ import annotations

from tutor.dockerfile.fixes.finding import fixes_at, mendable
from tutor.dockerfile.fixes.model import Fix

__all__ = ["Fix", "fixes_at", "mendable"]
