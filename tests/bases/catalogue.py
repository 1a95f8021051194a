"""Every base image recipe, each after the ones that it builds on."""

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from tests.engines.provision import cache, machine, recipe
from tests.engines.provision.shell import run, say

from . import (
    buildpack,
    busybox,
    debian,
    distroless,
    distroless_cc,
    distroless_cc_12,
    distroless_java,
    distroless_node,
    distroless_python,
    golang,
    nginx,
    nginx_unprivileged,
    node,
    node_14,
    node_full,
    python,
    python_bookworm,
    rust,
    temurin,
)
from .making import archive
from .making.archive import Written
from .making.bench import Bench

RECIPES: tuple[ModuleType, ...] = (
    debian,
    golang,
    busybox,
    distroless,
    node,
    nginx,
    distroless_node,
    nginx_unprivileged,
    buildpack,
    node_full,
    node_14,
    distroless_cc,
    distroless_cc_12,
    temurin,
    distroless_java,
    python,
    python_bookworm,
    distroless_python,
    rust,
)
MEANS = Path(__file__).parent / "making"
ARCHIVE = "image.tar"
IDS = "ids.json"


@dataclass(frozen=True, slots=True)
class Base:
    """A finished archive and the images in it."""

    recipe: str
    archive: Path
    images: tuple[Written, ...]


def finished(module: ModuleType) -> Base:
    """The recipe's archive, made now unless an earlier run made it."""
    parents = {name: finished(_recipe(name)).archive for name in module.BUILDS_ON}
    where = cache.root() / "bases" / f"{module.NAME}-{_key(module)}"
    with cache.lock(module.NAME):
        cache.kept_folder(where, lambda folder: _make(module, parents, folder))
        cache.forget_older(where)
    images = json.loads((where / IDS).read_text())
    written = (
        Written(tuple(each["names"]), each["config_digest"], each["manifest_digest"]) for each in images
    )
    return Base(module.NAME, where / ARCHIVE, tuple(written))


def _make(module: ModuleType, parents: dict[str, Path], folder: Path) -> None:
    say(f"making {module.NAME}")
    with tempfile.TemporaryDirectory(prefix=".work-", dir=folder.parent) as work:
        images = module.make(Bench(Path(work), parents))
        architecture = run("dpkg", "--print-architecture").strip()
        written = archive.write(images, folder / ARCHIVE, architecture)
    (folder / IDS).write_text(
        json.dumps([{name: getattr(each, name) for name in Written.__slots__} for each in written])
    )


def _key(module: ModuleType) -> str:
    own = (module, *getattr(module, "MADE_WITH", ()))
    sources = [*(Path(str(each.__file__)) for each in own), *MEANS.glob("*.py")]
    parents = [_key(_recipe(name)) for name in module.BUILDS_ON]
    added = (*machine.extra_certificates(), machine.apt_options(), repr(machine.archives(machine.codename())))
    return recipe.key(sources, *parents, *added)


def _recipe(name: str) -> ModuleType:
    return next(module for module in RECIPES if name == module.NAME)
