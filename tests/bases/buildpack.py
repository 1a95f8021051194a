"""``buildpack-deps:trixie``: version control, compilers and the header files that most builds ask for.

The original also holds ImageMagick and the headers of MySQL and PostgreSQL.  They are half of its size and
no lesson needs them, so they are left out here.
"""

from tests.engines.provision.shell import say

from .golang import INSTALL
from .golang import NAME as GOLANG
from .making.bench import Bench
from .making.image import Image
from .making.root import Root, left_by_running

NAME = "buildpack-deps"
BUILDS_ON = (GOLANG,)
ENGINES = ("docker-28.5", "podman")

CONFIG = {
    "Env": ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
    "Cmd": ["bash"],
}
SHARED_LAYERS = 3
"""Debian, the tools that fetch files and the version control systems are the first layers of golang too."""
PACKAGES = (
    "autoconf automake bzip2 dpkg-dev file g++ gcc libbz2-dev libc6-dev libcurl4-openssl-dev libdb-dev"
    " libevent-dev libffi-dev libgdbm-dev libglib2.0-dev libgmp-dev libjpeg-dev libkrb5-dev liblzma-dev"
    " libmaxminddb-dev libncurses5-dev libncursesw5-dev libpng-dev libreadline-dev libsqlite3-dev libssl-dev"
    " libtool libwebp-dev libxml2-dev libxslt-dev libyaml-dev make patch unzip xz-utils zlib1g-dev"
)


def make(bench: Bench) -> tuple[Image, ...]:
    """The image; its last layer is the one that golang has not."""
    layers = list(bench.parent_layers(GOLANG, "golang:1.27-trixie")[:SHARED_LAYERS])
    trees = [bench.unpacked(layer) for layer in layers]
    say(f"  {PACKAGES}")
    upper = bench.tree("packages")
    command = INSTALL.format(packages=PACKAGES)
    Root(trees, bench.work).run(command, upper)
    layers.append(bench.layer(upper, f"RUN /bin/sh -c set -eux; {command}", left_by_running, below=trees))
    return (bench.for_this_machine(Image(("buildpack-deps:trixie",), tuple(layers), CONFIG), trees[1]),)
