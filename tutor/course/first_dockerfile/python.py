"""What a pyproject.toml says about the module that starts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import msgspec

_MODULE = re.compile(r"\w+(\.\w+)*")


class _About(msgspec.Struct):
    name: str = "app"
    scripts: dict[str, str] = {}


class _Project(msgspec.Struct):
    project: _About = msgspec.field(default_factory=_About)


def python_values(folder: Path) -> Mapping[str, str]:
    """The module of the first script; without one what the project is called."""
    try:
        about = msgspec.toml.decode((folder / "pyproject.toml").read_bytes(), type=_Project).project
    except (OSError, ValueError, msgspec.MsgspecError):
        about = _About()
    script = next(iter(about.scripts.values()), about.name.lower().replace("-", "_"))
    module = script.partition(":")[0].removesuffix(".__main__")
    return {"@MODULE@": module if _MODULE.fullmatch(module) else "app"}
