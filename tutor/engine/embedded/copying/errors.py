"""How a COPY or an ADD fails."""

from __future__ import annotations

REF = "embedded"
"""Stands where BuildKit names the random reference of what it copies from."""


class CopyError(Exception):
    """A COPY or ADD cannot be carried out; ``message`` is BuildKit's, but for paths and names of the host."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def no_checksum(reason: str) -> CopyError:
    """What BuildKit says when it looks for the sources before it copies anything."""
    return CopyError(
        f"failed to compute cache key: failed to calculate checksum of ref {REF}: {reason}",
    )


def not_found(path: str) -> CopyError:
    """The path lies in the origin and has no leading slash."""
    return no_checksum(f'"/{path}": not found')
