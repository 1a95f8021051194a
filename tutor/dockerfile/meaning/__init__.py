"""What instructions and flags mean, in a sentence or two."""

from __future__ import annotations

from tutor.dockerfile.meaning.at import meaning_at
from tutor.dockerfile.meaning.model import Meaning

__all__ = ["Meaning", "meaning_at"]
