"""A newer Docker than the machine's own: Debian sid's packages, unpacked in the cache and not installed."""

import shutil
from pathlib import Path

from . import apt, cache
from .recipe import key
from .shell import run, say

RELEASE = "sid"
PACKAGES = ("docker.io", "docker-cli", "docker-buildx", "containerd")


def root() -> Path:
    """The root of the unpacked tree, there or not; its daemon uses the machine's own runc and iptables."""
    return cache.root() / "packages" / f"docker-{RELEASE}-{key([Path(__file__)])}"


def cli() -> Path:
    """The docker command."""
    return root() / "usr/bin/docker"


def buildx() -> Path:
    """The plugin that gives the docker command BuildKit's own options."""
    return root() / "usr/libexec/docker/cli-plugins/docker-buildx"


def unpack() -> None:
    """Fetch and unpack the packages, unless an earlier run did."""
    with cache.lock(f"docker-{RELEASE}"):
        cache.kept_folder(root(), _fill)


def _fill(folder: Path) -> None:
    say(f"unpacking Docker from Debian {RELEASE}")
    downloads = folder / ".downloads"
    downloads.mkdir()
    for package in apt.Release(RELEASE).download(PACKAGES, downloads):
        run("dpkg", "-x", package, folder)
    shutil.rmtree(downloads)
