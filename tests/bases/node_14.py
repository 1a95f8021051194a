"""``node:14``: the last Node of its line with npm 6, on the slim Debian of the newer image.

The original lies on ``buildpack-deps``; only a lesson's fault starts from it, so the compilers are left out.
"""

import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

from tests.engines.provision import apt
from tests.engines.provision.shell import run

from . import npm_reach
from .making.bench import Bench
from .making.image import Image
from .node import COMMANDS
from .node import NAME as NODE

NAME = "node-14"
BUILDS_ON = (NODE,)
MADE_WITH = (npm_reach,)
ENGINES = ("docker-28.5", "podman")

NODE_VERSION = "14.19.3"
WHEEL = "nodejs-bin==14.19.3a4"
CONFIG = {
    "Env": [
        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        f"NODE_VERSION={NODE_VERSION}",
    ],
    "Entrypoint": ["docker-entrypoint.sh"],
    "Cmd": ["node"],
}
SHARED = slice(0, 2)
ENTRYPOINT = 4
"""Of the newer image's layers: Debian and its user, and the script that starts Node."""
TAKEN = ("bin/node", "include/", "lib/")


def make(bench: Bench) -> tuple[Image, ...]:
    """The image, whose Node is that of the wheel ``nodejs-bin``."""
    newer = bench.parent_layers(NODE, "node:24-trixie-slim")
    debian = bench.unpacked(newer[0])
    node = bench.tree("node")
    _lay_node(bench.work, node / "usr/local")
    (node / "usr/local/bin/nodejs").symlink_to("/usr/local/bin/node")
    own = bench.layer(node, "RUN /bin/sh -c # Node, unpacked from its own archive")
    image = Image(("node:14",), (*newer[SHARED], own, newer[ENTRYPOINT]), CONFIG)
    return (npm_reach.with_npm(bench, bench.for_this_machine(image, debian)),)


def _lay_node(work: Path, prefix: Path) -> None:
    if find_spec("pip") is None:
        apt.install("python3-pip")
    python = sys.executable if find_spec("pip") else "/usr/bin/python3"
    run(python, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", work, WHEEL)
    below = "nodejs/"
    with zipfile.ZipFile(next(work.glob("nodejs_bin-*.whl"))) as wheel:
        for name in wheel.namelist():
            path = name.removeprefix(below)
            if name.endswith("/") or not path.startswith(TAKEN):
                continue
            (prefix / path).parent.mkdir(parents=True, exist_ok=True)
            (prefix / path).write_bytes(wheel.read(name))
    (prefix / "bin/node").chmod(0o755)
    for name in ("npm", "npx"):
        script = COMMANDS[name]
        (prefix / "lib/node_modules" / script).chmod(0o755)
        (prefix / "bin" / name).symlink_to(f"../lib/node_modules/{script}")
    run(prefix / "bin/node", "--version")
