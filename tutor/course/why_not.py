"""The sentences that tell why a goal is red: templates over measured facts."""

from __future__ import annotations

import re
from collections.abc import Mapping

_PIECE = re.compile(r"\{\{|\}\}|\{([a-z_]+)\}|[{}]")


def placeholders(template: str) -> tuple[str, ...]:
    """The names between braces, in order; ``{{`` and ``}}`` stand for braces.

    Raises ValueError for a brace that belongs to no name.
    """
    names = []
    for match in _PIECE.finditer(template):
        if match[1]:
            names.append(match[1])
        elif match[0] in ("{", "}"):
            raise ValueError(f"a single {match[0]} at character {match.start() + 1}")
    return tuple(names)


def fill(template: str, facts: Mapping[str, str]) -> str:
    """The template with its names replaced by facts."""
    return _PIECE.sub(lambda match: facts[match[1]] if match[1] else match[0][0], template)
