"""Short texts with ``code`` and **stress** in them, too small for a Markdown widget."""

from __future__ import annotations

import re

from textual.content import Content

_BLANK = re.compile(r"\n[ \t]*\n\s*")
_LINE_END = re.compile(r"[ \t]*\n[ \t]*")
_MARKED = re.compile(r"`([^`]+)`|\*\*(.+?)\*\*")


def prose(text: str) -> Content:
    """The text with its lines joined; what stood in backticks is coloured, what stood in stars is bold."""
    paragraphs = _BLANK.split(text.strip())
    text = "\n\n".join(_LINE_END.sub(" ", paragraph) for paragraph in paragraphs)
    parts: list[Content | str | tuple[str, str]] = []
    at = 0
    for found in _MARKED.finditer(text):
        parts.append(text[at : found.start()])
        parts.append((found[1], "$accent") if found[1] else (found[2], "bold"))
        at = found.end()
    return Content.assemble(*parts, text[at:])
