"""What the workers of one test run have in common."""

from __future__ import annotations

import os
from pathlib import Path


def shared_folder(base: Path, name: str) -> Path:
    """A folder of that name for this run alone, not made yet.

    ``base`` is pytest's folder; with xdist that is a worker's own, below the one that all share.
    """
    return (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
