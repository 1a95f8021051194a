"""The wildcards of ``${x#p}``, ``${x%p}`` and ``${x/p/r}``: ``*`` is any text, ``?`` one character.

Matching walks the set of reachable positions, so that no pattern, however typed, takes more than
pattern times value steps.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Wildcard(Enum):
    ANY_TEXT = "*"
    ANY_CHARACTER = "?"


class PatternError(ValueError):
    """The pattern holds an escape that means nothing."""


Token = str | Wildcard


@dataclass(frozen=True, slots=True)
class Pattern:
    """A wildcard pattern, ready to match."""

    tokens: tuple[Token, ...]

    @classmethod
    def of(cls, written: str) -> Pattern:
        """Read a pattern; an escape takes ``*``, ``?``, ``\\``, ``}`` and ``/`` as themselves."""
        tokens: list[Token] = []
        characters = iter(written)
        for character in characters:
            if character == "\\":
                escaped = next(characters, "")
                if escaped == "" or escaped not in "*?\\}/":
                    raise PatternError(f"invalid escape '\\{escaped}'")
                tokens.append(escaped)
            elif character in "*?":
                tokens.append(Wildcard(character))
            else:
                tokens.append(character)
        return cls(tuple(tokens))

    def reversed(self) -> Pattern:
        return Pattern(self.tokens[::-1])

    def ends(self, value: str, start: int) -> set[int]:
        """Every position where a match that begins at ``start`` may end."""
        reached = {start}
        for token in self.tokens:
            if token is Wildcard.ANY_TEXT:
                reached = set(range(min(reached), len(value) + 1))
            else:
                reached = {
                    position + 1
                    for position in reached
                    if position < len(value) and (token is Wildcard.ANY_CHARACTER or value[position] == token)
                }
            if not reached:
                break
        return reached


def without_prefix(value: str, pattern: Pattern, *, longest: bool) -> str:
    ends = pattern.ends(value, 0)
    if not ends:
        return value
    return value[max(ends) if longest else min(ends) :]


def without_suffix(value: str, pattern: Pattern, *, longest: bool) -> str:
    return without_prefix(value[::-1], pattern.reversed(), longest=longest)[::-1]


def replaced(value: str, pattern: Pattern, replacement: str, *, everywhere: bool) -> str:
    """``value`` with the first match, or every match, replaced; each match is as long as can be."""
    out: list[str] = []
    position = 0
    after_match = False
    while position <= len(value):
        end = max(pattern.ends(value, position), default=-1)
        if end > position or (end == position and not after_match):
            out.append(replacement)
            if not everywhere:
                return "".join(out) + value[end:]
        if end > position:
            position, after_match = end, True
            continue
        out.append(value[position : position + 1])
        position, after_match = position + 1, False
    return "".join(out)
