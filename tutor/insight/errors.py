"""What can go wrong on the way from a name to an image."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutor.engine import BuildResult


class OpeningError(Exception):
    """What was named cannot be opened; ``advice`` is the next thing to do, one sentence."""

    def __init__(self, message: str, *, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice


class BuildStopped(Exception):  # noqa: N818 - reads as what happened
    """The Dockerfile did not build, so there is no image; ``result`` tells why."""

    def __init__(self, result: BuildResult) -> None:
        super().__init__("" if result.failure is None else result.failure.message)
        self.result = result
