"""Looking for a Docker daemon, and saying in words what was found where none is."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

from tutor.engine.connecting import Tried
from tutor.engine.errors import EngineError
from tutor.engine.moby.classic import CAPABILITIES as CLASSIC
from tutor.engine.moby.daemon import Client, Daemon
from tutor.engine.moby.engine import MobyEngine
from tutor.engine.moby.hosts import Host, hosts
from tutor.engine.protocol import Capabilities, Engine, EngineInfo

ANSWER_SECONDS = 2.0
CALL_SECONDS = 60
OLDEST_API = (1, 40)
API_OF_DOCKER_23 = (1, 42)
"""The first whose own Dockerfile front end knows ``RUN --network`` and heredocs."""

PODMAN_HEADER = "Libpod-API-Version"

START = "Start Docker (`sudo systemctl start docker`, or open Docker Desktop)."


def find(choice: str, builder: str | None, tried: list[Tried]) -> Engine | None:
    """The first daemon that answers; every place is written into ``tried``.

    ``choice`` is ``auto``, ``docker`` or an address.
    """
    places = [Host(choice, choice, asked_for=True)] if "://" in choice else list(hosts())
    for host in places:
        engine = _try(host, choice, builder, tried)
        if engine is not None:
            return engine
    return None


def knock(host: Host) -> tuple[Client, Any] | Tried:
    """A client of the daemon with its answer to ping, or why there is none."""
    import docker
    import docker.errors
    import requests

    if host.problem:
        return Tried(host.where, host.problem, "Mend it, or unset it to try the usual sockets.")
    absent = _absent(host)
    if absent is not None:
        return absent
    try:
        client: Client = docker.APIClient(
            base_url=host.url,
            version=".".join(map(str, OLDEST_API)),  # Else the SDK asks, and Podman answers that slowly.
            timeout=ANSWER_SECONDS,  # type: ignore[arg-type]
            tls=host.tls or False,
            use_ssh_client=host.url.startswith("ssh://"),
        )
        answer = client.get(f"{client.base_url}/_ping", timeout=ANSWER_SECONDS)
    except (
        docker.errors.DockerException,
        requests.exceptions.RequestException,
        OSError,
        ValueError,
    ) as error:
        return Tried(host.where, *_explained(host, str(error)))
    if answer.status_code != 200:
        client.close()
        return Tried(host.where, f"what answers there is no engine (HTTP {answer.status_code})", "")
    return client, answer


def client_for(client: Client, api_version: str) -> Client:
    """The client for work: patient, and speaking the version that both sides know."""
    client._version = api_version
    client.timeout = CALL_SECONDS
    return client


def _try(host: Host, choice: str, builder: str | None, tried: list[Tried]) -> Engine | None:
    knocked = knock(host)
    if isinstance(knocked, Tried):
        tried.append(knocked)
        return None
    client, answer = knocked
    if PODMAN_HEADER in answer.headers:
        return _podman(host, client, choice, tried)
    version = str(answer.headers.get("API-Version") or "0.0")
    if _number(version) < OLDEST_API:
        client.close()
        oldest = ".".join(map(str, OLDEST_API))
        tried.append(
            Tried(
                host.where,
                f"its API {version} is too old",
                f"Update it: API {oldest} (Docker 19.03) is needed.",
            )
        )
        return None
    from docker.constants import DEFAULT_DOCKER_API_VERSION

    daemon = Daemon(client_for(client, min(version, DEFAULT_DOCKER_API_VERSION, key=_number)))
    try:
        info = _info(daemon, host, _number(version), builder)
    except EngineError as error:
        daemon.close()
        tried.append(Tried(host.where, error.message, error.advice))
        return None
    tried.append(Tried(host.where, f"{info.title} answers", ""))
    return MobyEngine(daemon, info)


def _podman(host: Host, client: Client, choice: str, tried: list[Tried]) -> Engine | None:
    """Podman answers on Docker's socket, or on the address that was given."""
    from tutor.engine.podman.finding import engine_at

    client.close()
    if choice == "docker":
        tried.append(Tried(host.where, "Podman answers there, not Docker", "Use --engine podman."))
        return None
    engine: Engine | None = engine_at(host, tried)
    return engine


def _info(daemon: Daemon, host: Host, api: tuple[int, ...], builder: str | None) -> EngineInfo:
    with daemon.api() as client:
        version: dict[str, Any] = client.version()
        told: dict[str, Any] = client.info()
    classic = builder == "classic"
    return EngineInfo(
        kind="docker",
        name=_product(told, version),
        version=str(version.get("Version", "?")).partition("+")[0],
        builder="classic" if classic else "BuildKit",
        host=host.url,
        store=_store(told),
        platform=f"{version.get('Os', 'linux')}/{version.get('Arch', 'amd64')}",
        capabilities=CLASSIC
        if classic
        else Capabilities(heredocs=api >= API_OF_DOCKER_23, build_network_none=api >= API_OF_DOCKER_23),
    )


def _product(told: dict[str, Any], version: dict[str, Any]) -> str:
    words = f"{told.get('OperatingSystem', '')} {(version.get('Platform') or {}).get('Name', '')}"
    return next(
        (name for name in ("Docker Desktop", "OrbStack", "Rancher Desktop") if name in words), "Docker"
    )


def _store(told: dict[str, Any]) -> str:
    statuses = [str(value) for _, value in told.get("DriverStatus") or []]
    if any("io.containerd.snapshotter" in status for status in statuses):
        return "containerd"
    return str(told.get("Driver", ""))


def _absent(host: Host) -> Tried | None:
    """A socket that is not there, or not for us; found out first, since the SDK has odd words for it."""
    if not host.url.startswith("unix://"):
        return None
    path = Path(host.url.removeprefix("unix://"))
    try:
        if not path.exists():
            return Tried(host.where, "no socket there", "" if not host.asked_for else START)
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(ANSWER_SECONDS)
            connection.connect(str(path))
    except (OSError, ValueError) as error:
        return Tried(host.where, *_explained(host, str(error)))
    return None


def _explained(host: Host, message: str) -> tuple[str, str]:
    """What happened and what to do, in a person's words."""
    lower = message.lower()
    if "permission denied" in lower:
        return "permission denied", "Join its group with `sudo usermod -aG docker $USER`, then log in again."
    if "refused" in lower:
        return "a socket is there, but nobody listens", START
    if "timed out" in lower or "timeout" in lower:
        return f"no answer within {ANSWER_SECONDS:.0f} seconds", "See whether it hangs: restart it."
    if "certificate" in lower or "ssl" in lower or "tls" in lower:
        return f"TLS does not work out: {message}", "Check DOCKER_TLS_VERIFY and DOCKER_CERT_PATH."
    if "no such file" in lower or "name or service" in lower or "no route" in lower:
        return f"nothing to be reached at {host.url}", START
    return message.splitlines()[0] if message else "it does not answer", START


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdecimal())
