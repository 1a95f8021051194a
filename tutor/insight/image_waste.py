"""Bytes that an image carries although its layers hide them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tutor.image import Image
from tutor.insight.explanation import HowHidden
from tutor.insight.layering import Hidden, Layering
from tutor.insight.wasted import LARGEST

COPIED = re.compile(r"(/bin/sh -c #\(nop\) +)?(COPY|ADD)\s")
"""How histories name what copies, those of the classic builder included; all else a command did."""


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
    layering = Layering()
    for number, one in enumerate(image.layers):
        layering.put(number, one.layer, reuses=not COPIED.match(one.created_by))
    heaps: dict[tuple[int, HowHidden], list[Hidden]] = {}
    for hidden in layering.hidden:
        if hidden.bytes:
            heaps.setdefault((hidden.step, hidden.how), []).append(hidden)
    found = []
    for (number, how), heap in heaps.items():
        by_size = sorted(heap, key=lambda hidden: (-hidden.bytes, hidden.entry.path))
        found.append(
            LayerWaste(
                layer=number,
                created_by=image.layers[number].created_by,
                line=image.layers[number].line,
                bytes=sum(hidden.bytes for hidden in heap),
                files=len(heap),
                of_layers=tuple(sorted({hidden.owner for hidden in heap})),
                how=how,
                paths=tuple(hidden.entry.path for hidden in by_size[:LARGEST]),
            )
        )
    return tuple(sorted(found, key=lambda waste: (-waste.bytes, waste.layer, waste.how)))


def efficiency_of_image(image: Image) -> float | None:
    """Visible bytes / stored bytes; None where layers are not known, 1.0 for an empty image."""
    if not image.layers:
        return None
    return image.files.total_bytes / image.size if image.size else 1.0
