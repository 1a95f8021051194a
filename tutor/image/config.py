"""How an image says that it is to be run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class HealthCheck:
    """How an engine asks a container whether it is well; durations are nanoseconds, 0 means the engine's default.

    ``test`` starts with ``CMD``, ``CMD-SHELL`` or ``NONE``.
    """

    test: tuple[str, ...]
    interval: int = 0
    timeout: int = 0
    start_period: int = 0
    start_interval: int = 0
    retries: int = 0


@dataclass(frozen=True, slots=True)
class ImageConfig:
    """An image's config; ``env`` is ``NAME=value`` in order, ``shell`` () stands for ``/bin/sh -c``."""

    env: tuple[str, ...] = ()
    user: str = ""
    workdir: str = ""
    entrypoint: tuple[str, ...] | None = None
    cmd: tuple[str, ...] | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    ports: tuple[str, ...] = ()
    volumes: tuple[str, ...] = ()
    healthcheck: HealthCheck | None = None
    stopsignal: str = ""
    shell: tuple[str, ...] = ()
    onbuild: tuple[str, ...] = ()
    platform: str = ""
