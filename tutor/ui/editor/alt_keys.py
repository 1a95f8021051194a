"""Alt with a letter or digit, as terminals send it: an escape character and the letter."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Any, cast

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS


def know_alt_keys(letters: Iterable[str]) -> None:
    """Have Alt with these letters and digits, and with Enter, recognised at once.

    Textual guesses them when nothing follows for a tenth of a second. When a key that repeats follows
    sooner, it takes the escape character for a typed ``^`` and the letter for text.
    An escape character and a digit are for Textual what Option with the digit types on a Mac, such as ``™``.
    A Mac's terminal sends that character itself, and it stays one.
    """
    names = {"\r": "enter"} | {letter: letter for letter in letters}
    known = cast("dict[str, Any]", ANSI_SEQUENCES_KEYS)
    for letter, name in names.items():
        key = next(iter(cast("Iterable[Enum]", Enum("AltKey", {name: f"alt+{name}"}))))
        sequence = f"\x1b{letter}"
        if isinstance(known.get(sequence, ""), str):
            known[sequence] = (key,)
