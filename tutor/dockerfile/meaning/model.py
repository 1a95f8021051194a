"""What an instruction or a flag means, as a value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Meaning:
    """``syntax`` is how it is written, ``short`` a few words for a list, ``text`` one or two sentences."""

    name: str
    syntax: str
    short: str
    text: str
