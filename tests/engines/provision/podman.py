"""Podman's Docker-compatible service."""

import resource
import shutil
from pathlib import Path
from typing import ClassVar

from . import apt, mounts, registry
from .daemon import Daemon
from .provided import ProvidedEngine

PACKAGES = (
    "podman",
    "skopeo",
    "crun",
    "runc",
    "conmon",
    "uidmap",
    "fuse-overlayfs",
    "netavark",
    "aardvark-dns",
)
PID_MAX = Path("/proc/sys/kernel/pid_max")
SUBNET = "172.28.0.0/24"
CONTAINERS_CONF = """\
[containers]
default_ulimits = ["nofile={files}:{files}", "nproc={processes}:{processes}"]

[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"

[network]
network_backend = "netavark"
network_config_dir = "{networks}"
default_subnet = "{subnet}"
"""
REGISTRIES_CONF = f"""\
unqualified-search-registries = ["docker.io"]
short-name-mode = "permissive"

[[registry]]
location = "{registry.ADDRESS}"
insecure = true
"""
AGAIN_AND_AGAIN = """\
trap 'kill "$service"; wait "$service"; exit' TERM
while :; do
    rm -f "$0"
    "$@" &
    service=$!
    wait "$service"
    sleep 0.2
done
"""
"""As systemd does it: Podman 4.3 dies of a build in which a stage fails while the next one begins."""


class PodmanEngine(ProvidedEngine):
    """One ``podman system service`` with storage, networks and settings of its own.

    crun refuses machines with both kinds of cgroups, so runc runs the containers.  Their limits are the
    machine's own, since Podman asks for more than some machines let root have.  Short names mean Docker's
    library, as they do for Docker, and nothing is asked.
    """

    kind: ClassVar[str] = "podman"
    SOCKET: ClassVar[str] = "podman.sock"
    name = "podman"

    def prepare(self) -> None:
        apt.install(*PACKAGES)

    def daemon(self) -> Daemon:
        argv = (
            "/bin/sh",
            "-c",
            AGAIN_AND_AGAIN,
            str(self.api.socket),
            "/usr/bin/podman",
            f"--root={self.home / 'data'}",
            f"--runroot={self.home / 'run'}",
            "--runtime=runc",
            "system",
            "service",
            "--time=0",
            f"unix://{self.api.socket}",
        )
        settings = {"containers.conf": self._containers_conf(), "registries.conf": REGISTRIES_CONF}
        env = {
            "CONTAINERS_CONF": str(self.home / "containers.conf"),
            "CONTAINERS_REGISTRIES_CONF": str(self.home / "registries.conf"),
            "BUILDAH_RUNTIME": "runc",
        }
        return Daemon(self.home, argv, settings, env)

    def down(self) -> bool:
        if self.running():
            self.api.remove_containers()
        ran = super().down()
        mounts.release(self.home)
        return ran

    def clear(self) -> None:
        self.api.socket.unlink(missing_ok=True)
        if not mounts.below(self.home):
            self._forget_mounts()

    def _forget_mounts(self) -> None:
        """Remove Podman's count of its mounts, which outlives a restart of the machine while they do not."""
        shutil.rmtree(self.home / "run", ignore_errors=True)

    def _containers_conf(self) -> str:
        _, files = resource.getrlimit(resource.RLIMIT_NOFILE)
        _, processes = resource.getrlimit(resource.RLIMIT_NPROC)
        most = int(PID_MAX.read_text())
        return CONTAINERS_CONF.format(
            files=files,
            processes=most if processes == resource.RLIM_INFINITY else min(processes, most),
            networks=self.home / "networks",
            subnet=SUBNET,
        )
