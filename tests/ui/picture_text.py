"""What pictures of the screen say, as text, to tell two of them apart."""

from __future__ import annotations

import difflib
import html
import re
from collections import defaultdict

PIECE = re.compile(r'<text[^>]* x="([\d.]+)"[^>]*line-(\d+)\)">([^<]*)</text>')
CELL_WIDTH = 12.2


def rows_of(picture: str) -> list[str]:
    """The rows of a picture that Textual drew."""
    pieces: dict[int, str] = defaultdict(str)
    for left, row, text in PIECE.findall(picture):
        column = round(float(left) / CELL_WIDTH)
        pieces[int(row)] = pieces[int(row)].ljust(column) + html.unescape(text).replace("\xa0", " ")
    return [pieces[row].rstrip() for row in range(max(pieces, default=-1) + 1)]


def differences(before: str, after: str) -> str:
    """The rows that differ, or a word about colours where none does."""
    told = difflib.unified_diff(rows_of(before), rows_of(after), "was", "is", n=1, lineterm="")
    return "\n".join(told) or "the same text, in other colours"
