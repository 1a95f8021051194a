"""Where a learner's work is kept."""

from __future__ import annotations

import os
from pathlib import Path


def home_folder() -> Path:
    """The folder with workspaces and progress: ``DISTILL_HOME``, or the system's place for a user's data."""
    chosen = os.environ.get("DISTILL_HOME")
    if chosen:
        return Path(chosen).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("distill", appauthor=False)


def layers_file() -> Path:
    """Where layers of images are kept that were read once (``tutor.image.layer_store``)."""
    return home_folder() / "layers.sqlite3"
