"""``rust:1-trixie``: the Rust compiler and cargo on buildpack-deps.

The toolchain is Debian's and lies where Debian puts it; /usr/local/cargo/bin has links to it where the
original has rustup's.  There is no rustup, so no other toolchain can be had.
"""

from tests.engines.provision.shell import say

from .buildpack import NAME as BUILDPACK
from .buildpack import SHARED_LAYERS
from .golang import INSTALL
from .making.bench import Bench
from .making.image import Image
from .making.root import Root, left_by_running

NAME = "rust-1"
BUILDS_ON = (BUILDPACK,)
ENGINES = ("docker-28.5", "podman")

PACKAGES = "cargo rustc"
HOMES = {"RUSTUP_HOME": "usr/local/rustup", "CARGO_HOME": "usr/local/cargo"}
PROGRAMS = ("cargo", "rustc", "rustdoc")
RUST_VERSION = "1.85.1"
CONFIG = {
    "Env": [
        "PATH=/usr/local/cargo/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        *(f"{name}=/{folder}" for name, folder in HOMES.items()),
        f"RUST_VERSION={RUST_VERSION}",
    ],
    "Cmd": ["bash"],
}
OF_BUILDPACK = SHARED_LAYERS + 1
BUNDLE_LAYER = 1
"""Which layer brought the certificates."""


def make(bench: Bench) -> tuple[Image, ...]:
    """The image under the original's three usual names."""
    layers = list(bench.parent_layers(BUILDPACK, "buildpack-deps:trixie")[:OF_BUILDPACK])
    trees = [bench.unpacked(layer) for layer in layers]
    say(f"  {PACKAGES}")
    upper = bench.tree("rust")
    command = INSTALL.format(packages=PACKAGES)
    Root(trees, bench.work).run(f"{command}; rustc --version | grep -F {RUST_VERSION}", upper)
    for folder in HOMES.values():
        (upper / folder).mkdir(parents=True)
        (upper / folder).chmod(0o777)
    programs = upper / HOMES["CARGO_HOME"] / "bin"
    programs.mkdir()
    for name in PROGRAMS:
        (programs / name).symlink_to(f"/usr/bin/{name}")
    created_by = f"RUN /bin/sh -c set -eux; {command} # buildkit"
    layers.append(bench.layer(upper, created_by, left_by_running, below=trees))
    image = Image(("rust:1-trixie", "rust:trixie", "rust:1"), tuple(layers), CONFIG)
    return (bench.for_this_machine(image, trees[BUNDLE_LAYER]),)
