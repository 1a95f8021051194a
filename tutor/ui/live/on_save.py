"""Whether a text that was saved is built by itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from tutor.dockerfile import Problem

Answer = Literal["nothing", "wait", "build", "supersede"]
"""``wait`` is to ask again in a moment; ``supersede`` is to stop the build that runs, and then to build."""


def what_to_do(
    text: str,
    *,
    last: str,
    checked: str,
    problems: Sequence[Problem],
    building: bool,
    running: bool,
) -> Answer:
    """What becomes of a saved text: ``last`` is the one that was built last, or is being ``building``.

    ``problems`` were found in the text ``checked``; ``running`` is whether the image runs just now.
    """
    if text == last or not text.strip():
        return "nothing"
    if checked != text or running:
        return "wait"
    if any(problem.severity.value == "error" for problem in problems):
        return "nothing"
    return "supersede" if building else "build"
