"""``gcr.io/distroless/java21-debian13``: static, what a Java runtime loads, and the runtime.

The original holds Temurin's runtime and fonts.  Temurin cannot be had from Debian, so this is Debian's own
OpenJDK without a screen, under the path that the original has.
"""

import shutil

from . import distroless_family
from .distroless import NAME as STATIC
from .distroless_family import debug_layer, image_for_each_user, package_layers, static_layers
from .making.bench import Bench
from .making.image import Image
from .making.layer import Layer
from .temurin import KEYSTORE, RELEASE, RUNTIME, java_version, lay_java
from .temurin import NAME as TEMURIN

NAME = "distroless-java"
BUILDS_ON = (STATIC, TEMURIN)
MADE_WITH = (distroless_family,)
ENGINES = ("docker-28.5", "podman")

REPOSITORY = "gcr.io/distroless/java21-debian13"
PACKAGES = (
    "libc6",
    "zlib1g",
    "libjpeg62-turbo",
    "liblcms2-2",
    "libexpat1",
    "libuuid1",
    "libcrypt1",
    "libstdc++6",
    "libgcc-s1",
    "gcc-14-base",
    "libbz2-1.0",
)
ENTRYPOINT = ("/usr/bin/java", "-jar")
HOME = "usr/lib/jvm/temurin-21-jre-amd64"


def make(bench: Bench) -> tuple[Image, ...]:
    """The image for root and for nonroot, and both again with busybox for debugging."""
    java = bench.tree("java")
    lay_java(bench, (RUNTIME,), java / HOME)
    (java / "usr/bin").mkdir()
    (java / "usr/bin/java").symlink_to(f"/{HOME}/bin/java")
    layers = (
        *static_layers(bench),
        *package_layers(bench, RELEASE, PACKAGES),
        _keystore(bench),
        bench.layer(java, "bazel build //java:temurin_21_jre_amd64_debian13"),
    )
    env = {"LANG": "C.UTF-8", "JAVA_VERSION": java_version(java / HOME)}
    return (
        *image_for_each_user(REPOSITORY, layers, entrypoint=ENTRYPOINT, env=env),
        *image_for_each_user(
            REPOSITORY, (*layers, debug_layer(bench)), debug=True, entrypoint=ENTRYPOINT, env=env
        ),
    )


def _keystore(bench: Bench) -> Layer:
    """The certificates in Java's own format, as the kit's recipe made them."""
    kit = bench.unpacked(bench.parent_layers(TEMURIN, "eclipse-temurin:21-jdk")[2])
    tree = bench.tree("keystore")
    (tree / KEYSTORE).parent.mkdir(parents=True)
    shutil.copyfile(kit / KEYSTORE, tree / KEYSTORE)
    return bench.layer(tree, "bazel build //java:cacerts_java_amd64_debian13")
