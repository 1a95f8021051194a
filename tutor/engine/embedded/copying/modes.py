"""What ``--chmod`` makes of a mode: octal, or symbolic as BSD's setmode(3) reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

UMASK = 0o022
"""The daemon's own, which holds for the folders it makes on the way."""
MADE_FOLDER = 0o755
PERMISSIONS = 0o777
SET_IDS = 0o6000
STICKY = 0o1000
ALL = SET_IDS | STICKY | PERMISSIONS
OCTAL = re.compile(r"^[0-7]+$")
CLAUSE = re.compile(r"(?P<who>[ugoa]*)(?P<actions>([-+=][rwxXstugo]*)+)")
ACTION = re.compile(r"(?P<sign>[-+=])(?P<what>[rwxXstugo]*)")
WHO = {"u": 0o4700, "g": 0o2070, "o": 0o007, "a": SET_IDS | PERMISSIONS}
BITS = {"r": 0o444, "w": 0o222, "x": 0o111, "s": SET_IDS, "t": STICKY}
SHIFTS = {"u": 6, "g": 3, "o": 0}
OTHERS = 0o007


@dataclass(frozen=True, slots=True)
class Modes:
    """A ``--chmod`` value; "" leaves every mode as it is."""

    value: str

    @property
    def for_made_folders(self) -> int:
        """What a folder gets that is only made to hold what is copied."""
        if not OCTAL.match(self.value):
            return MADE_FOLDER
        return int(self.value, 8) & PERMISSIONS & ~UMASK

    def apply(self, mode: int, *, directory: bool) -> int:
        """The mode of a copied file or folder that had ``mode``."""
        if not self.value:
            return mode
        if OCTAL.match(self.value):
            return int(self.value, 8)
        old = mode
        for who, sign, what in _actions(self.value):
            mode = _act(mode, who, sign, what, executable=directory or bool(old & 0o111))
        return mode


def _actions(value: str) -> Iterator[tuple[int, str, str]]:
    for clause in CLAUSE.finditer(value):
        who = 0
        for letter in clause["who"]:
            who |= WHO[letter]
        for action in ACTION.finditer(clause["actions"]):
            yield who, action["sign"], action["what"]


def _act(mode: int, who: int, sign: str, what: str, *, executable: bool) -> int:
    """One sign with its letters; ``who`` is 0 where nobody was named, which means all."""
    copied = next((letter for letter in what if letter in SHIFTS), None)
    if copied is not None:
        return _copy(mode, who, sign, mode >> SHIFTS[copied] & OTHERS)
    bits = 0
    named = who
    for letter in what:
        if letter in "st" and who and not who & ~OTHERS:
            continue
        if letter == "t":
            # setmode(3)'s oversight: with t, and nobody named, nothing but t is meant.
            named |= STICKY
        bits |= BITS.get(letter, 0o111 if executable else 0)
    bits &= named or ALL
    if sign == "-":
        return mode & ~bits
    if sign == "=":
        mode &= ~(named or SET_IDS | PERMISSIONS)
    return mode | bits


def _copy(mode: int, who: int, sign: str, value: int) -> int:
    """``u=g`` and the like: one class's permissions given to others; set-id bits stay."""
    for letter, shift in SHIFTS.items():
        if who and not who & WHO[letter] & PERMISSIONS:
            continue
        if sign == "=":
            mode &= ~(OTHERS << shift)
        if sign == "-":
            mode &= ~(value << shift)
        else:
            mode |= value << shift
    return mode
