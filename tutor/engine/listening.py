"""Whether anybody listens where engines listen: cheap enough to be asked every few seconds."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from tutor.engine.moby import hosts as docker
from tutor.engine.podman import hosts as podman

ANSWER_SECONDS = 0.3
PIPES = "//./pipe/"


def listeners(env: Mapping[str, str] = os.environ, home: Path | None = None) -> frozenset[str]:
    """The addresses of engines where somebody accepts a connection; nothing is asked of them.

    Without the docker SDK, so what only a docker context names is not seen here. Blocks for
    ``ANSWER_SECONDS`` at most for every address that hangs.
    """
    return frozenset(address for address in _addresses(env, home or Path.home()) if _listens(address))


def _addresses(env: Mapping[str, str], home: Path) -> Iterator[str]:
    for variable, usual in (
        ("DOCKER_HOST", docker.usual_sockets(env, home)),
        ("CONTAINER_HOST", podman.usual_sockets(env, home)),
    ):
        if env.get(variable):
            yield env[variable]
        else:
            yield from (str(path) if str(path).startswith(PIPES) else f"unix://{path}" for path in usual)


def _pipes() -> Iterator[Path]:
    """The named pipes that there are; to look at one by its name would open it."""
    return Path(PIPES).iterdir()


def _listens(address: str) -> bool:
    if address.startswith(PIPES):
        return sys.platform == "win32" and address.removeprefix(PIPES) in {pipe.name for pipe in _pipes()}
    parts = urlsplit(address)
    try:
        if parts.scheme == "unix" and hasattr(socket, "AF_UNIX"):
            if not Path(parts.path).exists():
                return False
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
                connection.settimeout(ANSWER_SECONDS)
                connection.connect(parts.path)
            return True
        if parts.scheme in ("tcp", "http", "https") and parts.hostname and parts.port:
            socket.create_connection((parts.hostname, parts.port), ANSWER_SECONDS).close()
            return True
    except (OSError, ValueError):
        pass
    return False
