"""What a package.json says about how to install, build and start."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import msgspec

_STARTS = re.compile(r"node\s+(?P<script>\S+)\s*")
_SCRIPT = re.compile(r"[\w./@+-]+")


class _Package(msgspec.Struct):
    main: str = ""
    scripts: dict[str, str] = {}


def node_values(folder: Path) -> Mapping[str, str]:
    """By their marks; what npm itself takes where the file says nothing, or cannot be read."""
    try:
        package = msgspec.json.decode((folder / "package.json").read_bytes(), type=_Package)
    except (OSError, ValueError, msgspec.MsgspecError):
        package = _Package()
    install = "npm ci" if (folder / "package-lock.json").is_file() else "npm install"
    started = _STARTS.fullmatch(package.scripts.get("start", ""))
    script = (started["script"] if started else package.main).removeprefix("./")
    builds = "build" in package.scripts
    return {
        "@INSTALL@": install if builds else f"{install} --omit=dev",
        "@BUILD@": "RUN npm run build && npm prune --omit=dev" if builds else "",
        "@SCRIPT@": script if _SCRIPT.fullmatch(script) else "index.js",
    }
