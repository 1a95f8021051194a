"""Programs that an interpreter runs: which files they are made of, wherever these lie."""

from __future__ import annotations

from tutor.engine.embedded.running.interpreted.program import (
    FOLDER,
    SCRIPT,
    Interpreted,
    files_of,
    interpreted,
)

__all__ = ["FOLDER", "SCRIPT", "Interpreted", "files_of", "interpreted"]
