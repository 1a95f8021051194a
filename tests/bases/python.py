"""``python:3.13-trixie``: Python in /usr/local, on ``buildpack-deps:trixie``.

Python is Debian's own, moved from /usr to /usr/local, where packages go to site-packages as usual;
dist-packages is a link to it.  Other than the original's, the program has libpython built in.
"""

import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path

from tests.engines.provision.shell import run

from .buildpack import NAME as BUILDPACK
from .buildpack import SHARED_LAYERS
from .making.bench import Bench
from .making.image import Image

NAME = "python-3.13"
BUILDS_ON = (BUILDPACK,)
ENGINES = ("docker-28.5", "podman")

OF_BUILDPACK = SHARED_LAYERS + 1
BUNDLE_LAYER = 1
"""Which layer brought the certificates."""
PACKAGES = (
    "python{version}",
    "python{version}-minimal",
    "python{version}-dev",
    "python{version}-venv",
    "libpython{version}",
    "libpython{version}-dev",
    "libpython{version}-minimal",
    "libpython{version}-stdlib",
    "python3-pip-whl",
)
LEFT_OUT = ("*.a", "*.o", "EXTERNALLY-MANAGED")
DEBIANS_SCHEME, USUAL_SCHEME = "prefix_scheme = 'posix_local'", "prefix_scheme = 'posix_prefix'"
"""How sysconfig chooses where packages go."""
PIP = """#!/usr/local/bin/python{version}
import sys
from pip._internal.cli.main import main
sys.exit(main())
"""


@dataclass(frozen=True)
class Python:
    """Which Python: its release of Debian, its version such as 3.13, and further packages with wheels."""

    release: str
    version: str
    wheels: tuple[str, ...] = ()

    @property
    def config(self) -> dict[str, object]:
        """What a container of the image starts with."""
        path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        return {"Env": [f"PATH=/usr/local/bin:{path}", "LANG=C.UTF-8"], "Cmd": ["python3"]}


def make(bench: Bench) -> tuple[Image, ...]:
    """The image under the original's usual names."""
    python = Python("trixie", "3.13")
    layers = bench.parent_layers(BUILDPACK, "buildpack-deps:trixie")[:OF_BUILDPACK]
    tree = bench.tree("python")
    lay_python(bench, python, tree)
    layer = bench.layer(tree, "RUN /bin/sh -c set -eux; # Python, moved to /usr/local")
    image = Image(("python:3.13-trixie", "python:3.13"), (*layers, layer), python.config)
    return (bench.for_this_machine(image, bench.unpacked(layers[BUNDLE_LAYER])),)


def lay_python(bench: Bench, python: Python, tree: Path) -> None:
    """Python, its headers, venv and pip below /usr/local of a tree."""
    unpacked = bench.tree(f"python-{python.version}")
    packages = tuple(name.format(version=python.version) for name in PACKAGES)
    for deb in bench.debs(python.release, packages + python.wheels):
        run("dpkg", "-x", deb, unpacked)
    local = tree / "usr/local"
    name = f"lib/python{python.version}"
    library = local / name
    shutil.copytree(unpacked / "usr/bin", local / "bin", symlinks=True)
    shutil.copytree(unpacked / "usr/include", local / "include", symlinks=True)
    shutil.copytree(unpacked / "usr" / name, library, symlinks=True)
    shutil.copytree(unpacked / "usr/share/python-wheels", tree / "usr/share/python-wheels")
    for pattern in LEFT_OUT:
        for path in library.rglob(pattern):
            path.unlink()
    (library / "sitecustomize.py").unlink()
    for path in (library / "sysconfig.py", library / "sysconfig/__init__.py"):
        if path.is_file():
            path.write_text(path.read_text().replace(DEBIANS_SCHEME, USUAL_SCHEME))
    _lay_pip(python, tree, local, library / "site-packages")
    (local / "bin/python3").symlink_to(f"python{python.version}")
    (local / "bin/python").symlink_to("python3")


def _lay_pip(python: Python, tree: Path, local: Path, packages: Path) -> None:
    packages.mkdir()
    packages.with_name("dist-packages").symlink_to(packages.name)  # this name is built into the program
    with zipfile.ZipFile(next((tree / "usr/share/python-wheels").glob("pip-*.whl"))) as wheel:
        wheel.extractall(packages)
    for name in ("pip", "pip3", f"pip{python.version}"):
        (local / "bin" / name).write_text(PIP.format(version=python.version))
        (local / "bin" / name).chmod(0o755)
