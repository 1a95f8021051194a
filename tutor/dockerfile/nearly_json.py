"""Commands that were meant as a JSON array and are none."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

_PIECE = re.compile(
    r"""(?P<blank>\s+)|(?P<comma>,)|(?P<double>"(?:[^"\\]|\\.)*")|(?P<single>'[^'\\]*')|(?P<bare>[^\s,"']+)"""
)
_NOT_IN_A_WORD = re.compile(r"[$`&|;<>*?(){}~#!\\\[\]]")
_TYPOGRAPHIC = re.compile("[\u2018-\u201f\u00ab\u00bb]")


@dataclass(frozen=True, slots=True)
class NearlyJson:
    """Why a command is no JSON, and the ``words`` that were meant, None where nobody can tell."""

    why: str
    words: tuple[str, ...] | None = None


def nearly_json(command: str) -> NearlyJson | None:
    """Read a command in shell form as the array that was meant; None for what is just a command."""
    text = command.strip()
    if not text.startswith("[") or ("]" in text and not text.endswith("]")):
        return None
    closed = text.endswith("]")
    inner = text[1:-1] if closed else text[1:]
    if _TYPOGRAPHIC.search(inner):
        return NearlyJson("its quotes are not plain ones")
    return _read(inner, closed)


def _read(inner: str, closed: bool) -> NearlyJson:
    words: list[str] = []
    kinds: set[str] = set()
    unparted, commas, position = False, 0, 0
    previous = ""
    while position < len(inner):
        piece = _PIECE.match(inner, position)
        if piece is None or piece.lastgroup is None:
            return NearlyJson("a quote is missing")
        position, kind = piece.end(), piece.lastgroup
        if kind == "comma":
            commas += 1
        elif kind != "blank":
            word = _word(kind, piece[0])
            if word is None or previous in ("double", "single", "bare"):
                return NearlyJson(_REASONS.get(kind, "a comma is missing"))
            unparted = unparted or len(words) > commas
            words.append(word)
            kinds.add(kind)
        previous = kind
    if not words:
        return NearlyJson("it has no words")
    return NearlyJson(_why(kinds, unparted, closed), tuple(words))


_REASONS = {"single": "single quotes", "bare": "no quotes"}


def _why(kinds: set[str], unparted: bool, closed: bool) -> str:
    for kind, why in _REASONS.items():
        if kind in kinds:
            return why
    if unparted:
        return "a comma is missing"
    return "a comma too many" if closed else "the ] is missing"


def _word(kind: str, written: str) -> str | None:
    if kind == "bare":
        return None if _NOT_IN_A_WORD.search(written) else written
    if kind == "single":
        return written[1:-1]
    try:
        word = json.loads(written)
    except ValueError:
        return None
    return word if isinstance(word, str) else None
