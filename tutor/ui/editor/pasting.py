"""What becomes of pasted text before it gets into a Dockerfile."""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_PASTED = 100_000
"""Characters; ten times a long Dockerfile, and as much as can be coloured without being felt."""
_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")
_BLANKS = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_CURLY = re.compile("[\u2018-\u201f\u2039\u203a\u00ab\u00bb]")


@dataclass(frozen=True, slots=True)
class Pasted:
    """``text`` with line ends, blanks and invisible characters in order; tabs stay, for ``<<-`` heredocs.

    ``curly`` tells of quotation marks that Docker takes for letters. They stay, as they may be meant.
    """

    text: str
    curly: bool


def cleaned(text: str) -> Pasted:
    """Put pasted text in order."""
    text = _LINE_ENDS.sub("\n", text)
    text = _INVISIBLE.sub("", _BLANKS.sub(" ", text))
    return Pasted(text, _CURLY.search(text) is not None)
