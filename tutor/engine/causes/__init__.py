"""Which common mistake stands behind an error message."""

from __future__ import annotations

from tutor.engine.causes.catalogue import CAUSES
from tutor.engine.causes.cause import Cause
from tutor.engine.causes.recognise import recognise
from tutor.engine.causes.unwell import why_unwell

__all__ = ["CAUSES", "Cause", "recognise", "why_unwell"]
