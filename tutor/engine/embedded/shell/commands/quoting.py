"""Names in messages, as coreutils quote them."""

from __future__ import annotations

from tutor.engine.errors import NotRecorded

NEEDS_ESCAPES = frozenset('"$`\\!')


def quoted(name: str) -> str:
    """A name in quotes that a shell would read back. Raises NotRecorded for names that need escapes."""
    if any(not " " <= char <= "~" for char in name):
        raise NotRecorded(repr(name), reason="how a message names such a file is not computed")
    if "'" not in name:
        return f"'{name}'"
    if NEEDS_ESCAPES & set(name):
        raise NotRecorded(repr(name), reason="how a message names such a file is not computed")
    return f'"{name}"'
