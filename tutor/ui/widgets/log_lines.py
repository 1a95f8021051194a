"""Lines of terminal output, made ready to be shown."""

from __future__ import annotations

import re
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.strip import Strip

MOST_CELLS = 4_000
"""What is beyond in one line is cut: no person reads it, and folding it would stall the screen."""

_NO_COLOURS = re.compile(
    r"\x1b\[[0-9;?]*[A-Za-ln-z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][A-Z0-9]|\x1b[=>78cDEHM]"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f]")


class Unfinished:
    """Pieces of output that make whole lines, by whoever wrote them."""

    def __init__(self) -> None:
        self._rest: dict[str, str] = {}

    def take(self, source: str, data: str, most: int) -> list[Strip | str]:
        """The lines that ``data`` ends, at most ``most``; of a line overwritten by ``\\r`` the last state."""
        *whole, rest = (self._rest.pop(source, "") + data).split("\n")
        if rest:
            self._rest[source] = rest[-MOST_CELLS:]
        return [taken(line) for line in whole[-most:]]

    def flush(self, source: str | None = None) -> list[tuple[str, Strip | str]]:
        """The lines that never ended, of one source or of all, each with its source."""
        names = [source] if source is not None else list(self._rest)
        return [(name, taken(rest)) for name in names if (rest := self._rest.pop(name, ""))]

    def clear(self) -> None:
        """Forget everything."""
        self._rest.clear()


def taken(line: str) -> Strip | str:
    """A line ready to be shown; plain text, which most output is, stays text, as that takes no time."""
    if line.isascii() and line.isprintable():
        return line[:MOST_CELLS]
    return strip_of(from_terminal(line))


def from_terminal(line: str) -> Text:
    """A line of terminal output with its colours, without cursor movements and other control characters."""
    line = line.rstrip("\r").rpartition("\r")[2][:MOST_CELLS].expandtabs(8)
    return Text.from_ansi(_CONTROL.sub("", _NO_COLOURS.sub("", line)), no_wrap=True, end="")


def strip_of(text: Text) -> Strip:
    """A line of our own."""
    plain = text.plain.replace("\n", " ")
    segments, at = [], 0
    cuts = sorted({0, len(plain), *(edge for span in text.spans for edge in (span.start, span.end))})
    base = text.style if isinstance(text.style, Style) else Style.parse(text.style or "")
    for at, end in pairwise(cuts):
        style = base
        for span in text.spans:
            if span.start <= at and span.end >= end:
                style += span.style if isinstance(span.style, Style) else Style.parse(span.style)
        segments.append(Segment(plain[at:end], style))
    return Strip(segments)
