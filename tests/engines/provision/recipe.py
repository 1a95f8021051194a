"""Keys that change when the source that makes a thing changes."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

KEY_LENGTH = 12


def key(sources: Iterable[Path], *inputs: str) -> str:
    """A short hash of source files and of whatever else decides the outcome."""
    digest = hashlib.sha256()
    for source in sorted(sources):
        digest.update(source.name.encode() + b"\0" + source.read_bytes() + b"\0")
    for text in inputs:
        digest.update(text.encode() + b"\0")
    return digest.hexdigest()[:KEY_LENGTH]
