"""Modes as chmod, mkdir and install read them."""

from __future__ import annotations

import re

OCTAL = re.compile(r"[0-7]{1,5}|0[0-7]{5}")
CLAUSE = re.compile(r"([ugoa]*)((?:[-+=](?:[ugo]|[rwxXst]*))+)")
ACTION = re.compile(r"([-+=])([ugo]|[rwxXst]*)(?![rwxXst])")
SHIFTS = {"u": 6, "g": 3, "o": 0}
SPECIAL = {"u": 0o4000, "g": 0o2000, "o": 0}


class InvalidMode(ValueError):  # noqa: N818 - reads as what it is
    """No mode at all."""


def changed(mode: int, text: str, *, folder: bool, umask: int = 0o022) -> int:
    """The mode after a change, octal or symbolic. Raises InvalidMode.

    A folder keeps its setuid and setgid bits under an octal mode of fewer than five digits.
    """
    if OCTAL.fullmatch(text):
        new = int(text, 8)
        if new > 0o7777:
            raise InvalidMode(text)
        return new | (mode & 0o6000 if folder and len(text) < 5 else 0)
    for clause in text.split(","):
        match = CLAUSE.fullmatch(clause)
        if match is None:
            raise InvalidMode(text)
        for operator, letters in ACTION.findall(match[2]):
            mode = _apply(mode, match[1], operator, letters, folder=folder, umask=umask)
    return mode


def ignoring_umask(text: str) -> bool:
    """Whether a symbolic mode names whom it is for everywhere, so that the umask does not count."""
    return OCTAL.fullmatch(text) is not None or all(clause[:1] in "ugoa" for clause in text.split(","))


def _apply(mode: int, who: str, operator: str, letters: str, *, folder: bool, umask: int) -> int:
    everybody = not who or "a" in who
    classes = "ugo" if everybody else who
    value = _bits(mode, letters, classes, folder=folder, sticky=everybody)
    affected = sum({SHIFTS[one]: 0o7 << SHIFTS[one] for one in classes}.values())
    special = sum({one: SPECIAL[one] for one in classes}.values()) | (0o1000 if everybody else 0)
    if not who:
        value &= ~umask
        affected &= ~umask
    if operator == "+":
        return mode | value
    if operator == "-":
        return mode & ~value
    kept = special & 0o6000 if folder else 0
    cleared = affected | (special & ~kept)
    return (mode & ~cleared) | value


def _bits(mode: int, letters: str, classes: str, *, folder: bool, sticky: bool) -> int:
    if letters in SHIFTS:
        three = mode >> SHIFTS[letters] & 7
        return sum({one: three << SHIFTS[one] for one in classes}.values())
    three = 4 * ("r" in letters) | 2 * ("w" in letters) | ("x" in letters)
    if "X" in letters and (folder or mode & 0o111):
        three |= 1
    value = sum({one: three << SHIFTS[one] for one in classes}.values())
    if "s" in letters:
        value |= sum({one: SPECIAL[one] for one in classes}.values())
    if "t" in letters and sticky:
        value |= 0o1000
    return value
