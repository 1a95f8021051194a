"""What can go wrong before a browser can come."""

from __future__ import annotations


class WebError(Exception):
    """The tutor cannot be served; ``advice`` is the next thing to do, one sentence."""

    def __init__(self, message: str, *, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice
