"""Where a learner's work is kept."""

from __future__ import annotations

import os
from pathlib import Path


def home_folder() -> Path:
    """The folder with workspaces and progress: ``DISTILL_HOME``, or the system's place for a user's data."""
    chosen = os.environ.get("DISTILL_HOME")
    if chosen:
        return expanded(chosen).absolute()
    from platformdirs import user_data_path

    return user_data_path("distill", appauthor=False)


def expanded(path: str | Path) -> Path:
    """A path with the folder of a user for ``~`` or ``~name``; as it is where nobody has that name."""
    return Path(os.path.expanduser(path))  # noqa: PTH111 - Path.expanduser() raises RuntimeError


def listings_file() -> Path:
    """Where is kept which run of a step a listing belongs to (``tutor.engine.moby.generations``)."""
    return home_folder() / "listings.json"


def layers_file() -> Path:
    """Where layers of images are kept that were read once (``tutor.image.layer_store``)."""
    return home_folder() / "layers.sqlite3"
