"""A named mistake."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cause:
    """A mistake that many people make, told apart from its error message.

    ``meaning`` says what happened, ``idea`` what to do; both are whole sentences. ``lesson`` teaches it.
    """

    key: str
    title: str
    meaning: str
    idea: str
    lesson: int
