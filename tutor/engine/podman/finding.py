"""Looking for Podman's service, and saying in words what was found where there is none."""

from __future__ import annotations

import re
from typing import Any

from tutor.engine.connecting import Tried
from tutor.engine.errors import EngineError
from tutor.engine.moby.daemon import Daemon
from tutor.engine.moby.finding import PODMAN_HEADER, client_for, knock
from tutor.engine.moby.hosts import Host
from tutor.engine.podman.engine import PodmanEngine
from tutor.engine.podman.hosts import hosts
from tutor.engine.protocol import Capabilities, Engine, EngineInfo

OLDEST = (4,)
BUILDAH_HEADER = "Libpod-Buildah-Version"
FIRST_BUILDAH_WITH_HEREDOCS = (1, 33)
FIRST_BUILDAH_WITH_RUN_NETWORK = (1, 30)

API_VERSION = "1.41"
"""What Podman 4 speaks; later ones do as well."""

START = (
    "Start Podman's service (`systemctl --user start podman.socket`, or `podman machine start` off Linux)."
)


def find(choice: str, tried: list[Tried]) -> Engine | None:
    """The first service that answers; every place is written into ``tried``.

    ``choice`` is ``auto`` or ``podman``: both mean the same here.
    """
    for host in hosts():
        engine = engine_at(host, tried)
        if engine is not None:
            return engine
    return None


def engine_at(host: Host, tried: list[Tried]) -> Engine | None:
    """The Podman at an address; what was found there is written into ``tried``."""
    knocked = knock(host)
    if isinstance(knocked, Tried):
        tried.append(Tried(knocked.where, knocked.outcome, START))
        return None
    client, answer = knocked
    version = answer.headers.get(PODMAN_HEADER)
    if version is None:
        client.close()
        tried.append(Tried(host.where, "Docker answers there, not Podman", "Use --engine docker."))
        return None
    if _number(version) < OLDEST:
        client.close()
        tried.append(Tried(host.where, f"Podman {version} is too old", "Update it: Podman 4 is needed."))
        return None
    daemon = Daemon(client_for(client, API_VERSION))
    try:
        info = _info(daemon, host, version, _number(answer.headers.get(BUILDAH_HEADER) or "0"))
    except EngineError as error:
        daemon.close()
        tried.append(Tried(host.where, error.message, error.advice))
        return None
    tried.append(Tried(host.where, f"{info.title} answers", ""))
    return PodmanEngine(daemon, info)


def _info(daemon: Daemon, host: Host, version: str, buildah: tuple[int, ...]) -> EngineInfo:
    with daemon.api() as client:
        told: dict[str, Any] = client.info()
    return EngineInfo(
        kind="podman",
        name="Podman",
        version=version.partition("+")[0],
        builder="Buildah",
        host=host.url,
        store=str(told.get("Driver", "")),
        platform=f"{told.get('OSType', 'linux')}/{told.get('Architecture', 'amd64')}",
        capabilities=Capabilities(
            heredocs=buildah >= FIRST_BUILDAH_WITH_HEREDOCS,
            step_times=False,
            build_network_none=buildah >= FIRST_BUILDAH_WITH_RUN_NETWORK,
        ),
    )


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:2])
