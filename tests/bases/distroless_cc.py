"""``gcr.io/distroless/base-debian13`` and ``cc-debian13``: static, then the C libraries of programs."""

from . import distroless_family
from .distroless import NAME as STATIC
from .distroless_family import debug_layer, image_for_each_user, package_layers, static_layers
from .making.bench import Bench
from .making.image import Image
from .making.layer import Layer

NAME = "distroless-cc"
BUILDS_ON = (STATIC,)
MADE_WITH = (distroless_family,)
ENGINES = ("docker-28.5", "podman")

RELEASE = "trixie"
BASE_PACKAGES = ("libc6", "libssl3t64", "libzstd1", "zlib1g")
CC_PACKAGES = ("libgomp1", "libstdc++6", "libgcc-s1", "gcc-14-base")
BASE = "gcr.io/distroless/base-debian13"
CC = "gcr.io/distroless/cc-debian13"


def make(bench: Bench) -> tuple[Image, ...]:
    """Both images for root and for nonroot, and all four again with busybox for debugging."""
    base = (*static_layers(bench), *package_layers(bench, RELEASE, BASE_PACKAGES))
    cc = (*base, *package_layers(bench, RELEASE, CC_PACKAGES))
    debug = debug_layer(bench)
    return (*_images(BASE, base, debug), *_images(CC, cc, debug))


def _images(repository: str, layers: tuple[Layer, ...], debug: Layer) -> tuple[Image, ...]:
    return image_for_each_user(repository, layers) + image_for_each_user(
        repository, (*layers, debug), debug=True, entrypoint=("/busybox/sh",)
    )
