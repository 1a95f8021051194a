"""An image: layers, and the configuration that a container of it starts with."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from .layer import Layer

SOURCE_LABEL = "org.opencontainers.image.source"
SOURCE = "rebuilt from packages for tests, after the public definition of the original"


@dataclass(frozen=True)
class Image:
    """What a recipe makes.

    ``config`` uses the field names of the image format, such as Env, Cmd and User.
    """

    names: tuple[str, ...]
    layers: tuple[Layer, ...]
    config: Mapping[str, Any] = field(default_factory=dict)

    def config_json(self, architecture: str) -> bytes:
        """The image configuration as it is stored; its digest is the image id."""
        created = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        steps = [{"created": created, "created_by": layer.created_by} for layer in self.layers]
        document = {
            "architecture": architecture,
            "os": "linux",
            "created": created,
            "config": {**self.config, "Labels": {SOURCE_LABEL: SOURCE}},
            "rootfs": {"type": "layers", "diff_ids": [layer.digest for layer in self.layers]},
            "history": steps,
        }
        return json.dumps(document, separators=(",", ":")).encode()
