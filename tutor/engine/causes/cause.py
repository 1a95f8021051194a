"""A named mistake."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Cause:
    """A mistake that many people make, told apart from its error message.

    ``meaning`` says what happened, ``idea`` what to do; both are whole sentences. ``lesson`` teaches it.
    ``path`` is the one in the container that the message names, as it stands there; empty where it is of no
    use. ``said`` is the sentence that it was recognised by, where a container's end tells it in one line.
    """

    key: str
    title: str
    meaning: str
    idea: str
    lesson: int
    path: str = field(default="", compare=False)
    said: str = field(default="", compare=False)
