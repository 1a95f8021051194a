"""What is wrong in ``config.toml``."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the file that does not count, or that is worth knowing.

    ``line`` is 1-based, None for the whole file; ``counts`` says that what is written is used all the same.
    """

    line: int | None
    message: str
    advice: str
    counts: bool = False
