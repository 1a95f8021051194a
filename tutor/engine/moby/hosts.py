"""Where a Docker daemon may listen on this machine."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Host:
    """An address with the words that tell where it comes from; ``tls`` is the SDK's TLSConfig.

    ``asked_for`` is true when the person named it: then nothing else is tried in its stead.
    """

    where: str
    url: str
    tls: Any = None
    asked_for: bool = False
    problem: str = ""
    """Why the address cannot be used at all."""


def hosts(env: Mapping[str, str] = os.environ, home: Path | None = None) -> Iterator[Host]:
    """DOCKER_HOST, else DOCKER_CONTEXT or the current context, then the usual sockets."""
    named = _named(env)
    if named is not None:
        yield named
        if named.asked_for:
            return
    seen = {named.url} if named is not None else set()
    for path in usual_sockets(env, home or Path.home()):
        url = f"npipe://{path}" if str(path).startswith("//./pipe") else f"unix://{path}"
        if url not in seen:
            seen.add(url)
            yield Host(str(path), url)


def usual_sockets(env: Mapping[str, str], home: Path) -> Iterator[Path | str]:
    """The sockets of Docker Engine, Docker Desktop, Colima, Rancher Desktop and OrbStack; they need not be
    there.
    """
    if sys.platform == "win32":
        yield "//./pipe/docker_engine"
        yield "//./pipe/dockerDesktopLinuxEngine"
        return
    yield Path("/var/run/docker.sock")
    if env.get("XDG_RUNTIME_DIR"):
        yield Path(env["XDG_RUNTIME_DIR"]) / "docker.sock"
    yield home / ".docker/run/docker.sock"
    yield home / ".docker/desktop/docker.sock"
    yield home / ".colima/default/docker.sock"
    yield from sorted(set(home.glob(".colima/*/docker.sock")) - {home / ".colima/default/docker.sock"})
    yield home / ".rd/docker.sock"
    yield home / ".orbstack/run/docker.sock"


def _named(env: Mapping[str, str]) -> Host | None:
    if env.get("DOCKER_HOST"):
        return _from_environment(env)
    from docker.context import ContextAPI

    name = env.get("DOCKER_CONTEXT") or None
    where = f"DOCKER_CONTEXT={name}" if name else "the current Docker context"
    try:
        found = ContextAPI.kwargs_from_context(name=name, environment=dict(env))
    except Exception as error:  # Whatever is wrong with the person's files must not stop us.
        return Host(where, "", asked_for=name is not None, problem=f"it cannot be read: {error}")
    url = str(found.get("base_url") or "")
    if not url:
        return Host(where, "", asked_for=True, problem="there is no such context") if name else None
    return Host(where, _plain(url), found.get("tls"), asked_for=name is not None)


def _from_environment(env: Mapping[str, str]) -> Host:
    from docker.errors import DockerException
    from docker.utils import kwargs_from_env

    where = f"DOCKER_HOST={env['DOCKER_HOST']}"
    try:
        found = kwargs_from_env(environment=dict(env))
    except (DockerException, OSError) as error:
        return Host(where, "", asked_for=True, problem=f"its TLS settings cannot be used: {error}")
    return Host(where, _plain(str(found["base_url"])), found.get("tls"), asked_for=True)


def _plain(url: str) -> str:
    """The SDK writes ``http+unix://``; we compare and show ``unix://``."""
    return url.replace("http+unix://", "unix://")
