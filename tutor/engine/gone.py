"""Base images that Dockerfiles still name and their registries no longer have."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tutor.dockerfile.reference import read_reference

_DISTROLESS = "Names of distroless images carry the version of the runtime and the Debian release now"

_INSTEAD: Mapping[str, str] = MappingProxyType(
    {
        "gcr.io/distroless/nodejs": f"{_DISTROLESS}: gcr.io/distroless/nodejs24-debian13, for instance.",
        "gcr.io/distroless/java": f"{_DISTROLESS}: gcr.io/distroless/java21-debian13, for instance.",
    }
)
"""Repository, of which no tag is left, to what to use instead."""

REASON = "its registry does not have it any more"


def instead_of(image: str) -> str | None:
    """What to use instead of an image that is gone, one or two sentences; None for any other image."""
    reference = read_reference(image)
    return None if reference is None else _INSTEAD.get(reference.name)
