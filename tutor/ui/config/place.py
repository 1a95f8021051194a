"""Where ``config.toml`` is."""

from __future__ import annotations

import os
from pathlib import Path


def config_path() -> Path:
    """``config.toml`` in ``DISTILL_HOME`` where that is set, else in the system's place for configuration."""
    if os.environ.get("DISTILL_HOME"):
        from tutor.home import home_folder

        return home_folder() / "config.toml"
    from platformdirs import user_config_path

    return user_config_path("distill", appauthor=False) / "config.toml"
