"""What the distroless images above static share: its layers, and one image for each user.

Static's own layers are taken from its finished archive, so that an engine holds them once.
"""

from collections.abc import Mapping, Sequence

from tests.engines.provision.shell import run

from .distroless import BUNDLE, PATH, REPOSITORY, USERS, package_tree
from .distroless import NAME as STATIC
from .making.bench import Bench
from .making.image import Image
from .making.layer import Layer

DEBUG_PATH = f"{PATH}:/busybox"


def static_layers(bench: Bench) -> tuple[Layer, ...]:
    """The layers of ``static-debian13``, lowest first."""
    return bench.parent_layers(STATIC, f"{REPOSITORY}:latest")


def debug_layer(bench: Bench) -> Layer:
    """The layer with busybox, which is static and so fits every release."""
    return bench.parent_layers(STATIC, f"{REPOSITORY}:debug")[-1]


def package_layers(bench: Bench, release: str, packages: tuple[str, ...]) -> tuple[Layer, ...]:
    """A layer for each Debian package, manuals left out."""
    layers: list[Layer] = []
    for deb, name in zip(bench.debs(release, packages), packages, strict=True):
        tree = package_tree(bench, deb, f"{release}-{name}")
        status = tree / "var/lib/dpkg/status.d"
        for file in status.iterdir():
            file.rename(status / file.name.removeprefix(f"{release}-"))
        run("rm", "-rf", tree / "usr/share/man", tree / "usr/share/lintian")
        layers.append(bench.layer(tree, f"bazel build @{release}//{name}"))
    return tuple(layers)


def image_for_each_user(
    repository: str,
    layers: Sequence[Layer],
    *,
    debug: bool = False,
    entrypoint: Sequence[str] = (),
    env: Mapping[str, str] | None = None,
) -> tuple[Image, ...]:
    """The image for root and the one for nonroot, ``:latest`` and ``:nonroot`` or their debugging twins."""
    settings = {"PATH": DEBUG_PATH if debug else PATH, "SSL_CERT_FILE": f"/{BUNDLE}", **(env or {})}
    images: list[Image] = []
    for user, (uid, folder) in USERS.items():
        config: dict[str, object] = {
            "User": str(uid),
            "WorkingDir": folder,
            "Env": [f"{name}={value}" for name, value in settings.items()],
        }
        if entrypoint:
            config["Entrypoint"] = list(entrypoint)
        tag = "-".join(filter(None, ("debug" if debug else "", user))) or "latest"
        images.append(Image((f"{repository}:{tag}",), tuple(layers), config))
    return tuple(images)
