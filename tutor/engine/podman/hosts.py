"""Where Podman's service may listen on this machine."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from tutor.engine.moby.hosts import Host


def hosts(env: Mapping[str, str] = os.environ, home: Path | None = None) -> Iterator[Host]:
    """CONTAINER_HOST and nothing else where it is set, else the usual sockets."""
    named = env.get("CONTAINER_HOST")
    if named:
        yield Host(f"CONTAINER_HOST={named}", named, asked_for=True)
        return
    if sys.platform == "win32":
        yield Host("//./pipe/podman-machine-default", "npipe:////./pipe/podman-machine-default")
        return
    for path in usual_sockets(env, home or Path.home()):
        yield Host(str(path), f"unix://{path}")


def usual_sockets(env: Mapping[str, str], home: Path) -> Iterator[Path]:
    """The sockets of the user's and the system's service, and of virtual machines; they need not be there."""
    if env.get("XDG_RUNTIME_DIR"):
        yield Path(env["XDG_RUNTIME_DIR"]) / "podman/podman.sock"
    yield Path("/run/podman/podman.sock")
    machines = home / ".local/share/containers/podman/machine"
    found = {*machines.glob("podman.sock"), *machines.glob("*/podman.sock")}
    if env.get("TMPDIR"):
        found.update(Path(env["TMPDIR"]).glob("podman/*.sock"))
    yield from sorted(found)
