"""A home whose person knows Distill: neither the welcome nor the tour comes."""

from __future__ import annotations

from pathlib import Path

from tutor.ui.places import keep_toured


def settle(home: Path) -> Path:
    """Make it so, and give it back."""
    keep_toured(home / "places.json")
    return home
