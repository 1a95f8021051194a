"""Every engine that can be provisioned, in the order in which they come up."""

import json
from collections.abc import Collection

from . import cache
from .bridge import Bridge
from .docker import DockerEngine
from .podman import PodmanEngine
from .provided import Provided, ProvidedEngine
from .registry import LocalRegistry

PROVIDED: tuple[Provided, ...] = (
    DockerEngine("docker-28.5", Bridge("distill0", "172.30"), newer=True),
    DockerEngine("docker-20.10", Bridge("distill1", "172.31")),
    DockerEngine("docker-28.5-containerd", Bridge("distill2", "172.29"), newer=True, containerd_store=True),
    PodmanEngine(),
    LocalRegistry(),
)

ENGINE_NAMES = tuple(provided.name for provided in PROVIDED if isinstance(provided, ProvidedEngine))
"""Those that build; tests take them by these names."""


def named(names: Collection[str]) -> list[Provided]:
    """The engines of these names in starting order; all of them when no name is given."""
    return [provided for provided in PROVIDED if not names or provided.name in names]


def write_engines_file() -> None:
    """Describe the engines that run, for the tests to find."""
    running = {provided.name: provided.describe() for provided in PROVIDED if provided.running()}
    with cache.lock("engines.json"):
        draft = cache.engines_file().with_suffix(".draft")
        draft.write_text(json.dumps(running, indent=2) + "\n")
        draft.replace(cache.engines_file())
