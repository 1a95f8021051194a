"""``gcr.io/distroless/nodejs24-debian13``: static, the C and C++ libraries, and Node in /nodejs."""

from .distroless import BUNDLE, PATH, RELEASE, USERS, common_layers, package_layer
from .making.bench import Bench
from .making.image import Image
from .node import lay_node

NAME = "distroless-nodejs"
BUILDS_ON = ()

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


def make(bench: Bench) -> tuple[Image, ...]:
    """The image for root and for nonroot."""
    debs = bench.debs(RELEASE, PACKAGES)
    layers = [*common_layers(bench)]
    layers += [package_layer(bench, deb, name) for deb, name in zip(debs, PACKAGES, strict=True)]
    whole, node = bench.tree("node-tree"), bench.tree("node")
    lay_node(bench.work, whole / "node")
    (node / "nodejs/bin").mkdir(parents=True)
    (whole / "node/bin/node").rename(node / "nodejs/bin/node")
    layers.append(bench.layer(node, "bazel build //nodejs:nodejs24"))
    return tuple(
        Image((f"{REPOSITORY}:{user or 'latest'}",), tuple(layers), _config(*USERS[user])) for user in USERS
    )


def _config(uid: int, folder: str) -> dict[str, object]:
    return {
        "User": str(uid),
        "WorkingDir": folder,
        "Env": [f"PATH={PATH}", f"SSL_CERT_FILE=/{BUNDLE}"],
        "Entrypoint": ["/nodejs/bin/node"],
    }
