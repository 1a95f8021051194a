"""Whether a lesson's text is short, fits a terminal, and leads somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from tutor.course.checking.problem import Problem, Sheet

MOST_WORDS = 250
WIDEST_LINE = 120
WIDEST_DRAWING = 76
"""Columns of a drawing: in a terminal of 80 it has a border and a scroll bar beside it."""

_FENCE = re.compile(r" {0,3}(```|~~~)")
_RULE = re.compile(r"\|[-| :]+\|")
_CODE = re.compile(r"`[^`]*`")
_LINK = re.compile(r"\[[^\]]*\]\(([^)]*)\)")
_READ_ON = re.compile(r"^[^\W\d_][\w ]*: \[.+\]\(https://\S+\)", re.MULTILINE)
"""In whatever language the lesson is."""


def prose_problems(sheet: Sheet) -> Iterator[Problem]:
    """Problems of lesson.md, from its top to its end."""
    words = len(sheet.lesson.text.split())
    if words > MOST_WORDS:
        yield sheet.in_text(
            1, f"the concept has {words} words", f"Leave out what the lesson can do without: {MOST_WORDS}."
        )
    lines = list(_lines(sheet.lines))
    yield from _figure_problems(sheet, lines)
    for line in lines:
        yield from _width_problems(sheet, line)
        if not line.drawn:
            yield from _link_problems(sheet, line)
    if not _READ_ON.search(sheet.lesson.after):
        yield sheet.in_text(
            len(sheet.lines),
            "the after note does not say where to read on",
            "End it with a line `Read on: [title](https://…)`.",
        )


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the text; ``drawn`` in a code block, whose first and last lines are ``fence``."""

    number: int
    text: str
    drawn: bool
    fence: bool
    concept: bool


def _lines(lines: list[str]) -> Iterator[_Line]:
    fence, concept = "", True
    for number, text in enumerate(lines, 1):
        mark = _FENCE.match(text)
        is_fence = mark is not None and fence in ("", mark[1])
        if mark and is_fence:
            fence = "" if fence else mark[1]
        if not fence and text.strip() == "## After":
            concept = False
        yield _Line(number, text, bool(fence) or is_fence, is_fence, concept)


def _figure_problems(sheet: Sheet, lines: list[_Line]) -> Iterator[Problem]:
    concept = [line for line in lines if line.concept]
    drawings = sum(line.fence for line in concept) // 2
    tables = sum(not line.drawn and _RULE.fullmatch(line.text.strip()) is not None for line in concept)
    if drawings + tables != 1:
        yield sheet.in_text(
            1,
            f"the concept has {drawings + tables} drawings and tables",
            "One of them shows the idea, and one only: a block between ``` lines, or a table.",
        )


def _width_problems(sheet: Sheet, line: _Line) -> Iterator[Problem]:
    most = WIDEST_DRAWING if line.drawn else WIDEST_LINE
    if len(line.text) > most:
        what = "a drawing" if line.drawn else "a line"
        yield sheet.in_text(line.number, f"{what} of {len(line.text)} columns", f"At most {most} fit.")


def _link_problems(sheet: Sheet, line: _Line) -> Iterator[Problem]:
    text = _CODE.sub("", line.text)
    targets = _LINK.findall(text)
    if text.count("](") != len(targets):
        yield sheet.in_text(
            line.number, "a link that is not closed", "Write it on one line: [title](https://…)."
        )
    for target in targets:
        if (fault := link_fault(target)) is not None:
            yield sheet.in_text(
                line.number, f"the link {target!r} {fault}", "Write [title](https://host/path)."
            )


def link_fault(target: str) -> str | None:
    """What is wrong with a link's address, as the rest of a sentence; nobody asks the network."""
    try:
        parts = urlsplit(target)
        host = parts.hostname or ""
    except ValueError:
        return "is no address"
    if parts.scheme != "https":
        return "is not https"
    if "." not in host.strip(".") or not re.fullmatch(r"[a-z0-9.-]+", host):
        return "names no host"
    if re.search(r"[\s<>\"]", target) or parts.username is not None:
        return "holds what does not belong into an address"
    return None
