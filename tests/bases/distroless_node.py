"""``gcr.io/distroless/nodejs24-debian13``: static, the C and C++ libraries, and Node in /nodejs."""

from collections.abc import Mapping

from .distroless import BUNDLE, PATH, RELEASE, USERS, package_layer
from .distroless import NAME as STATIC
from .distroless import REPOSITORY as STATIC_IMAGE
from .making.bench import Bench
from .making.image import Image
from .node import lay_node

NAME = "distroless-nodejs"
BUILDS_ON = (STATIC,)

REPOSITORY = "gcr.io/distroless/nodejs24-debian13"
PACKAGES = (
    "libc6",
    "libssl3t64",
    "libzstd1",
    "zlib1g",
    "libgomp1",
    "libstdc++6",
    "libgcc-s1",
    "gcc-14-base",
    "libatomic1",
)
BUSYBOX = -1
"""Of the static image's layers for debugging, the one that its plain image has not."""


def make(bench: Bench) -> tuple[Image, ...]:
    """The image for root and for nonroot, and both again with busybox for debugging.

    Its entrypoint stays Node where there is a shell.
    """
    debs = bench.debs(RELEASE, PACKAGES)
    layers = [*bench.parent_layers(STATIC, f"{STATIC_IMAGE}:latest")]
    layers += [package_layer(bench, deb, name) for deb, name in zip(debs, PACKAGES, strict=True)]
    whole, node = bench.tree("node-tree"), bench.tree("node")
    lay_node(bench.work, whole / "node")
    (node / "nodejs/bin").mkdir(parents=True)
    (whole / "node/bin/node").rename(node / "nodejs/bin/node")
    layers.append(bench.layer(node, "bazel build //nodejs:nodejs24"))
    busybox = bench.parent_layers(STATIC, f"{STATIC_IMAGE}:debug")[BUSYBOX]
    plain, debug = tuple(layers), (*layers, busybox)
    return tuple(
        image
        for user in USERS
        for image in (
            Image((f"{REPOSITORY}:{user or 'latest'}",), plain, _config(user, PATH)),
            Image(
                (f"{REPOSITORY}:{'-'.join(filter(None, ('debug', user)))}",),
                debug,
                _config(user, f"{PATH}:/busybox"),
            ),
        )
    )


def _config(user: str, path: str) -> Mapping[str, object]:
    uid, folder = USERS[user]
    return {
        "User": str(uid),
        "WorkingDir": folder,
        "Env": [f"PATH={path}", f"SSL_CERT_FILE=/{BUNDLE}"],
        "Entrypoint": ["/nodejs/bin/node"],
    }
