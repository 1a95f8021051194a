"""``python:3.11-bookworm``: the Python of the Debian release before, with a C compiler.

The original stands on ``buildpack-deps:bookworm``; here only what builds C extensions is installed.
"""

from pathlib import Path

from tests.engines.provision import apt, machine
from tests.engines.provision.shell import run

from . import python
from .debian import EMPTY, SETTINGS, THIS_MACHINES
from .making.bench import Bench
from .making.image import Image
from .python import Python, lay_python

NAME = "python-3.11"
BUILDS_ON = ("debian-trixie",)
MADE_WITH = (python,)
ENGINES = ("docker-28.5", "podman")

RELEASE = "bookworm"
INSTALLED = (
    "ca-certificates",
    "gcc",
    "libbz2-1.0",
    "libc6-dev",
    "libdb5.3",
    "libexpat1",
    "libffi8",
    "libncursesw6",
    "libreadline8",
    "libsqlite3-0",
    "libuuid1",
    "make",
    "netbase",
    "tzdata",
)
LEFT_OUT = ("usr/share/doc", "usr/share/info", "usr/share/locale", "usr/share/man")


def make(bench: Bench) -> tuple[Image, ...]:
    """The image under the original's name."""
    older = Python(RELEASE, "3.11", wheels=("python3-setuptools-whl",))
    debian, tree = bench.tree("debian"), bench.tree("python")
    _bootstrap(debian, _sources(bench))
    lay_python(bench, older, tree)
    layers = (
        bench.layer(debian, f"# debian.sh --arch amd64 out/ '{RELEASE}', with a C compiler", _left_out),
        bench.layer(tree, "RUN /bin/sh -c set -eux; # Python, moved to /usr/local"),
    )
    image = Image(("python:3.11-bookworm",), layers, older.config)
    return (bench.for_this_machine(image, debian),)


def _sources(bench: Bench) -> str:
    """The package sources of the newer release's image, with this release's name and its keyring."""
    newer = bench.unpacked(bench.parent_layers("debian-trixie", "debian:trixie-slim")[0])
    stock = (newer / "etc/apt/sources.list.d/debian.sources").read_text()
    return stock.replace("trixie", RELEASE).replace(".pgp", ".gpg")


def _bootstrap(tree: Path, stock: str) -> None:
    apt.install("mmdebstrap", "ca-certificates")
    sources = tree.with_name("sources.list")
    sources.write_text("".join(archive.line() for archive in machine.archives(RELEASE)))
    options = [f"--aptopt={option}" for option in machine.apt_options().splitlines()]
    included = f"--include={','.join(INSTALLED)}"
    mode = ("--variant=minbase", "--mode=root", "--format=directory", included)
    run("mmdebstrap", *mode, *options, RELEASE, tree, sources)
    for written in (*tree.glob("etc/apt/sources.list*/*"), *tree.glob("etc/apt/apt.conf.d/99mmdebstrap")):
        written.unlink()
    (tree / "etc/apt/sources.list").unlink(missing_ok=True)
    (tree / "etc/apt/sources.list.d/debian.sources").write_text(stock)
    for path, text in SETTINGS.items():
        (tree / path).write_text(text)
    (tree / "usr/sbin/policy-rc.d").chmod(0o755)


def _left_out(path: str) -> bool:
    if path in THIS_MACHINES or path.startswith(tuple(f"{folder}/" for folder in (*EMPTY, *LEFT_OUT))):
        return True
    return path.startswith("var/log/") and path.endswith(".log")
