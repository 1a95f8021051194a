"""Actions that somebody wants no key for."""

from __future__ import annotations

_NO_KEY = "unbound."


def no_key_for(action: str) -> str:
    """What stands in a keymap for no key at all: Textual takes an empty one for none of its business."""
    return _NO_KEY + action


def is_unbound(key: str) -> bool:
    """Whether this is no key."""
    return key.startswith(_NO_KEY)
