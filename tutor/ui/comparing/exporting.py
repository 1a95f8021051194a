"""Writing a comparison into a file of the learner's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutor.ui.comparing.compared import Compared

FOLDER = "exports"


def export(
    now: Compared, title: str, ending: str, *, root: Path | None = None, at: float | None = None
) -> Path:
    """Write it as ``.md``, ``.json`` or ``.svg`` below the home folder, whole or not at all; the new file."""
    raise NotImplementedError
