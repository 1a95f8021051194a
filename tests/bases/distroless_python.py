"""``gcr.io/distroless/python3-debian13``: cc, then Debian's Python and the libraries that it loads."""

from . import distroless_family
from .distroless import NAME as STATIC
from .distroless_cc import CC, RELEASE
from .distroless_cc import NAME as CC_RECIPE
from .distroless_family import debug_layer, image_for_each_user, package_layers
from .making.bench import Bench
from .making.image import Image
from .making.layer import Layer

NAME = "distroless-python"
BUILDS_ON = (STATIC, CC_RECIPE)
MADE_WITH = (distroless_family,)
ENGINES = ("docker-28.5", "podman")

REPOSITORY = "gcr.io/distroless/python3-debian13"
PROGRAM = "/usr/bin/python3.13"
PACKAGES = (
    "libbz2-1.0",
    "libdb5.3t64",
    "libexpat1",
    "liblzma5",
    "libsqlite3-0",
    "libuuid1",
    "libncursesw6",
    "libtinfo6",
    "libcom-err2",
    "libcrypt1",
    "libgssapi-krb5-2",
    "libk5crypto3",
    "libkeyutils1",
    "libkrb5-3",
    "libkrb5support0",
    "libnsl2",
    "libreadline8t64",
    "libtirpc3t64",
    "libffi8",
    "libpython3.13-minimal",
    "libpython3.13-stdlib",
    "python3.13-minimal",
    "python3.13-venv",
)


def make(bench: Bench) -> tuple[Image, ...]:
    """The image for root and for nonroot, and both again with busybox for debugging."""
    layers = (
        *bench.parent_layers(CC_RECIPE, f"{CC}:latest"),
        *package_layers(bench, RELEASE, PACKAGES),
        _aliases(bench),
    )
    env = {"LANG": "C.UTF-8"}
    return (
        *image_for_each_user(REPOSITORY, layers, entrypoint=(PROGRAM,), env=env),
        *image_for_each_user(
            REPOSITORY, (*layers, debug_layer(bench)), debug=True, entrypoint=(PROGRAM,), env=env
        ),
    )


def _aliases(bench: Bench) -> Layer:
    tree = bench.tree("aliases")
    (tree / "usr/bin").mkdir(parents=True)
    for name in ("python", "python3"):
        (tree / "usr/bin" / name).symlink_to(PROGRAM)
    return bench.layer(tree, "bazel build //python3:python_aliases_debian13")
