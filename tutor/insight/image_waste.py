"""Bytes that an image carries although its layers hide them."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.image import Image
from tutor.insight.explanation import HowHidden


@dataclass(frozen=True, slots=True)
class LayerWaste:
    """Hidden bytes, charged to the layer that hid them.

    ``layer`` and ``of_layers`` count from 0, the lowest. ``created_by`` and ``line`` are those of the layer.
    ``paths`` are the 5 largest.
    """

    layer: int
    created_by: str
    line: int | None
    bytes: int
    files: int
    of_layers: tuple[int, ...]
    how: HowHidden
    paths: tuple[str, ...]


def waste_of_image(image: Image) -> tuple[LayerWaste, ...]:
    """What each layer of an image hides, largest first; () where layers are not known."""
    return ()


def efficiency_of_image(image: Image) -> float | None:
    """Visible bytes / stored bytes; None where layers are not known, 1.0 for an empty image."""
    if not image.layers:
        return None
    return image.files.total_bytes / image.size if image.size else 1.0
