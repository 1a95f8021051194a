"""Figures and paragraphs, the same in every command."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Iterable, Sequence

from tutor.dockerfile.stage_titles import stage_title
from tutor.image.showing import shown
from tutor.image.size import human

USUAL_COLUMNS = 80
LEAST_COLUMNS = 40
PROSE_COLUMNS = 100
"""Longer lines are hard to read, however wide the terminal is."""
NOT_MEASURED = "?"


def columns() -> int:
    """How wide text may be: what COLUMNS says, else the terminal's width, and 80 in a pipe or a file."""
    asked = os.environ.get("COLUMNS", "")
    if not (asked.isdecimal() and int(asked)) and not sys.stdout.isatty():
        return USUAL_COLUMNS
    return max(LEAST_COLUMNS, shutil.get_terminal_size((USUAL_COLUMNS, 24)).columns)


def size(count: int | None) -> str:
    """Bytes, or a question mark for what was not measured."""
    return NOT_MEASURED if count is None else human(count)


def growth(count: int) -> str:
    """Bytes with a sign: ``+2.4 MB``, ``-897 MB``, ``0 B``."""
    return f"+{human(count)}" if count > 0 else human(count)


def share(part: int | None, whole: int | None) -> str:
    """``0.3 %``; ``< 0.1 %`` rather than a false zero, "" where there is no whole."""
    if part is None or not whole:
        return ""
    percent = 100 * part / whole
    if 0 < percent < 0.1:
        return "< 0.1 %"
    return f"{percent:.1f} %" if percent < 10 and part else f"{percent:.0f} %"


def count(number: int, one: str, many: str | None = None) -> str:
    """``1 file``, ``12,345 files``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def wrapped(text: str, indent: int = 0, hanging: int = 0) -> str:
    """A paragraph as wide as it may be; words that are longer, such as paths, stay whole."""
    return textwrap.fill(
        shown(text),
        min(columns(), PROSE_COLUMNS),
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hanging),
        break_long_words=False,
        break_on_hyphens=False,
    )


def cut(text: str, width: int) -> str:
    """One line of at most ``width`` characters; an ellipsis stands for the rest."""
    line = shown(" ".join(text.split()))
    return line if len(line) <= width else line[: width - 1] + "…"


def short(path: str, most: int = 52) -> str:
    """A path with a slash before it, its middle left out when it is long."""
    name = shown(f"/{path}")
    if len(name) <= most:
        return name
    ahead = (most - 1) // 2
    return f"{name[:ahead]}…{name[len(name) - (most - 1 - ahead) :]}"


def stage(label: str) -> str:
    """``build``; ``stage-1`` for one without a name."""
    return shown(stage_title(label))


def listed(names: Sequence[str], most: int = 8, total: int | None = None) -> str:
    """``a, b, c and 12 more``, ``none``; ``total`` counts all where ``names`` are only some."""
    if not names:
        return "none"
    told = names[:most]
    more = (len(names) if total is None else total) - len(told)
    text = ", ".join(shown(name) for name in told)
    return f"{text} and {more:,} more" if more > 0 else text


def headed(title: str, lines: Iterable[str]) -> list[str]:
    """A section after an empty line; nothing when it has no lines."""
    found = list(lines)
    return ["", f"{title}:", *found] if found else []
