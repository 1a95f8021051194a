"""The HEALTHCHECK of an image, which Podman tells only in an API of its own."""

from __future__ import annotations

from tutor.engine.moby.daemon import Daemon, Refused
from tutor.image import HealthCheck, ImageConfig

API = "/v4.0.0/libpod"
"""Podman 5 still speaks it."""


def healthcheck_of(daemon: Daemon, image: str) -> HealthCheck | None:
    """The check of an image by its id; None where it has none, or where this Podman is too old to tell."""
    try:
        with daemon.api() as api:
            answer = api.get(f"{api.base_url}{API}/images/{image.removeprefix('sha256:')}/json")
            told = answer.json() if answer.ok else {}
    except (Refused, ValueError):
        return None
    return ImageConfig.from_inspect({"Config": {"Healthcheck": told.get("Healthcheck")}}).healthcheck
