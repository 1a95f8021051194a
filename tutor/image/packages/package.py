"""One package of an image."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Manager = Literal["dpkg", "apk", "rpm", "pip", "npm", "go"]


@dataclass(frozen=True, slots=True)
class Package:
    """A package that the image says it holds; ``version`` is ``""`` where only the name is known."""

    name: str
    version: str
    manager: Manager
