"""``gcr.io/distroless/cc-debian12``: the C libraries of the Debian release before.

Users, folders and certificates are those of ``static-debian13``; they are the same in both.
"""

from . import distroless_family
from .distroless import NAME as STATIC
from .distroless import ORDER, PACKAGES
from .distroless_family import debug_layer, image_for_each_user, package_layers, static_layers
from .making.bench import Bench
from .making.image import Image
from .making.layer import Layer

NAME = "distroless-cc-12"
BUILDS_ON = (STATIC,)
MADE_WITH = (distroless_family,)
ENGINES = ("docker-28.5", "podman")

REPOSITORY = "gcr.io/distroless/cc-debian12"
RELEASE = "bookworm"
FIRST_PACKAGES = ("base-files", "netbase", "tzdata")
LAST_PACKAGES = ("libc6", "libssl3", "libgomp1", "libstdc++6", "libgcc-s1", "gcc-12-base")
OS_RELEASE = (
    'PRETTY_NAME="Distroless"\n'
    'NAME="Debian GNU/Linux"\n'
    'ID="debian"\n'
    'VERSION_ID="12"\n'
    'VERSION="Debian GNU/Linux 12 (bookworm)"\n'
    'HOME_URL="https://github.com/GoogleContainerTools/distroless"\n'
    'SUPPORT_URL="https://github.com/GoogleContainerTools/distroless/blob/master/README.md"\n'
    'BUG_REPORT_URL="https://github.com/GoogleContainerTools/distroless/issues/new"\n'
)


def make(bench: Bench) -> tuple[Image, ...]:
    """The image for root and for nonroot, and both again with busybox for debugging."""
    layers = (
        *package_layers(bench, RELEASE, FIRST_PACKAGES),
        *_common(bench),
        *package_layers(bench, RELEASE, LAST_PACKAGES),
    )
    debug = (*layers, debug_layer(bench))
    return image_for_each_user(REPOSITORY, layers) + image_for_each_user(
        REPOSITORY, debug, debug=True, entrypoint=("/busybox/sh",)
    )


def _common(bench: Bench) -> list[Layer]:
    """Static's layers that are no packages, with the name of this release."""
    common = list(static_layers(bench)[len(PACKAGES) :])
    common[ORDER.index("os_release_debian13")] = _os_release(bench)
    return common


def _os_release(bench: Bench) -> Layer:
    tree = bench.tree("os-release")
    (tree / "usr/lib").mkdir(parents=True)
    (tree / "usr/lib/os-release").write_text(OS_RELEASE)
    return bench.layer(tree, "bazel build //common:os_release_debian12")
