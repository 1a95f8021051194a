"""Doing without the front end that ``# syntax=`` names."""

from __future__ import annotations

import re

SYNTAX_LINE = re.compile(r"^#\s*syntax\s*=.*$", re.IGNORECASE)
DIRECTIVE_LINE = re.compile(r"^#\s*(syntax|escape|check)\s*=.*$", re.IGNORECASE)


def syntax_taken_out(text: str) -> str:
    """Make the directive a comment behind the other directives; no instruction changes its line."""
    lines = text.split("\n")
    head = next((at for at, line in enumerate(lines) if not DIRECTIVE_LINE.match(line)), len(lines))
    kept = [line for line in lines[:head] if not SYNTAX_LINE.match(line)]
    return "\n".join([*kept, *["#"] * (head - len(kept)), *lines[head:]])
