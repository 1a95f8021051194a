"""What the text of a script names: files, modules, variables."""

from __future__ import annotations

import re

QUOTED = re.compile(r'"((?:[^"\\\n]|\\.)*)"' r"|'((?:[^'\\\n]|\\.)*)'" r"|`((?:[^`\\]|\\.)*)`", re.DOTALL)
HOLE = re.compile(r"\$\{[^}]*\}|\{[^}]*\}")
VARIABLE = re.compile(
    r"""\b(?:env|environ)\b(?:\.get\(|\s*[.\[]|\?\.)\s*["'`]?([A-Za-z_]\w*)|getenv\(\s*["']([A-Za-z_]\w*)"""
)
TAKEN_APART = re.compile(r"\{([^{}]*)\}\s*=\s*(?:process\.)?env\b")
NAME = re.compile(r"[A-Za-z_]\w*")

LONGEST = 200
"""No path that a script spells is longer."""


def literals(text: str) -> frozenset[str]:
    """What stands between quotes, cut where a value is put in."""
    found: set[str] = set()
    for groups in QUOTED.findall(text):
        for piece in HOLE.split(next(filter(None, groups), "")):
            if piece and len(piece) <= LONGEST and "\n" not in piece:
                found.add(piece)
    return frozenset(found)


def variables(text: str) -> frozenset[str]:
    """The environment variables that it asks for by name."""
    asked = {one or other for one, other in VARIABLE.findall(text)}
    for group in TAKEN_APART.findall(text):
        asked.update(part.split(":")[0].split("=")[0].strip() for part in group.split(","))
    return frozenset(name for name in asked if NAME.fullmatch(name)) - {"get"}
