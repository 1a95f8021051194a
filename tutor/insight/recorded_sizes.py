"""What well-known base images weigh, as far as they are recorded."""

from __future__ import annotations

from functools import lru_cache

from tutor.engine.embedded.catalogue.catalogue import Catalogue
from tutor.engine.embedded.catalogue.names import full_name
from tutor.engine.errors import EngineError


def recorded_size(image: str) -> int | None:
    """The bytes of a recorded base image by name, None for one that is not recorded."""
    return _sizes().get(full_name(image))


@lru_cache(maxsize=1)
def _sizes() -> dict[str, int]:
    try:
        images = Catalogue.load().images()
    except EngineError:  # damaged recordings: their owner tells when he needs them
        return {}
    return {full_name(name): image.total_bytes for image in images for name in image.names}
