"""What may be typed at a cursor: pure functions of the text, the place and what is known beside it.

``complete`` reads no file and asks no engine: a folder that it would need is ``Completion.wanted``.
"""

from __future__ import annotations

from tutor.dockerfile.completion.complete import complete
from tutor.dockerfile.completion.model import CONTEXT, Candidate, Completion, Folder, Known, Listing

__all__ = ["CONTEXT", "Candidate", "Completion", "Folder", "Known", "Listing", "complete"]
