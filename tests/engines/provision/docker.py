"""Docker engines: Debian's own, and a newer one that is unpacked beside it."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from . import apt, mounts, newer_docker
from .bridge import Bridge
from .daemon import Daemon
from .provided import ProvidedEngine


@dataclass(frozen=True)
class DockerEngine(ProvidedEngine):
    """One Docker daemon with a socket, a store and a bridge of its own.

    ``newer`` takes the programs from Debian sid's packages instead of the machine's own.
    """

    kind: ClassVar[str] = "docker"
    SOCKET: ClassVar[str] = "docker.sock"

    name: str
    bridge: Bridge
    newer: bool = False
    containerd_store: bool = False

    def prepare(self) -> None:
        apt.install("iptables", "runc")
        if self.newer:
            newer_docker.unpack()
        else:
            apt.install("docker.io")
        self.bridge.raise_up()

    def daemon(self) -> Daemon:
        root = newer_docker.root() if self.newer else Path("/")
        argv = (
            str(root / "usr/sbin/dockerd"),
            f"--config-file={self.home / 'config.json'}",
            f"--data-root={self.home / 'data'}",
            f"--exec-root={self.home / 'exec'}",
            f"--pidfile={self.home / 'pid'}",
            f"--host=unix://{self.api.socket}",
            f"--bridge={self.bridge.name}",
        )
        return Daemon(
            self.home, argv, {"config.json": self._config()}, programs=(root / "usr/bin", root / "usr/sbin")
        )

    def describe(self) -> dict[str, str]:
        about = super().describe() | {"store": "containerd" if self.containerd_store else "overlay2"}
        if self.newer:
            about |= {"cli": str(newer_docker.cli()), "buildx": str(newer_docker.buildx())}
        return about

    def clear(self) -> None:
        mounts.release(self.home)
        shutil.rmtree(self.home / "exec", ignore_errors=True)
        for left in (self.home / "pid", self.api.socket):
            left.unlink(missing_ok=True)

    def down(self) -> bool:
        ran = super().down()
        self.bridge.take_down()
        return ran

    def _config(self) -> str:
        store = {"containerd-snapshotter": True} if self.containerd_store else {}
        config = {
            "default-address-pools": [{"base": self.bridge.pool, "size": 24}],
            "features": {"buildkit": True} | store,
            "iptables": False,
            "ip6tables": False,
        }
        return json.dumps(config, indent=2)
