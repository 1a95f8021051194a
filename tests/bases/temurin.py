"""``eclipse-temurin:21-jdk``: a Java development kit in /opt/java/openjdk.

The kit is Debian's own OpenJDK without a screen, on Debian instead of Ubuntu: Temurin's cannot be had from
Debian.  Manuals and licences are left out, and the locale is the one that needs no further package.
"""

import shutil
from pathlib import Path

from tests.engines.provision.shell import run

from .golang import INSTALL
from .making.bench import Bench
from .making.image import Image
from .making.root import Root, left_by_running

NAME = "temurin-21"
BUILDS_ON = ("debian-trixie",)
ENGINES = ("docker-28.5", "podman")

RELEASE = "trixie"
HOME = "opt/java/openjdk"
PACKAGES = "binutils ca-certificates curl libjpeg62-turbo liblcms2-2 libpcsclite1 p11-kit tzdata wget"
RUNTIME, KIT = "openjdk-21-jre-headless", "openjdk-21-jdk-headless"
KEYSTORE_MAKER = "ca-certificates-java"
KEYSTORE = "etc/ssl/certs/java/cacerts"
MAKE_KEYSTORE = (
    "mkdir -p /etc/ssl/certs/java; for pem in /etc/ssl/certs/*.pem; do echo +$pem; done"
    f" | /{HOME}/bin/java -XX:-UsePerfData -jar /tmp/keystore.jar -storepass changeit; rm /tmp/keystore.jar"
)
LEFT_OUT = ("docs", "legal", "man")
ENTRYPOINT = """#!/usr/bin/env bash
# The original adds certificates of /certificates here when USE_SYSTEM_CA_CERTS is set.
set -e
exec "$@"
"""


def make(bench: Bench) -> tuple[Image, ...]:
    """The image; its keystore is made of Debian's certificates."""
    debian = bench.parent_layers("debian-trixie", "debian:trixie")[0]
    trees = [bench.unpacked(debian)]
    libraries = bench.tree("libraries")
    command = INSTALL.format(packages=PACKAGES)
    Root(trees, bench.work).run(command, libraries)
    created_by = f"RUN /bin/sh -c set -eux; {command} # buildkit"
    layers = [debian, bench.layer(libraries, created_by, left_by_running, below=trees)]
    trees.append(libraries)
    kit = bench.tree("kit")
    lay_java(bench, (RUNTIME, KIT), kit / HOME)
    _lay_keystore(bench, trees, kit)
    layers.append(bench.layer(kit, "RUN /bin/sh -c # OpenJDK", left_by_running))
    entry = bench.tree("entrypoint")
    script = entry / "__cacert_entrypoint.sh"
    script.write_text(ENTRYPOINT)
    script.chmod(0o775)
    layers.append(bench.layer(entry, "COPY --chmod=755 entrypoint.sh /__cacert_entrypoint.sh # buildkit"))
    image = Image(("eclipse-temurin:21-jdk", "eclipse-temurin:21"), tuple(layers), _config(kit / HOME))
    return (bench.for_this_machine(image, libraries),)


def lay_java(bench: Bench, packages: tuple[str, ...], home: Path) -> None:
    """Java as one folder: Debian spreads its settings over /etc, here they lie where Java looks for them."""
    unpacked = bench.tree(f"java-{len(packages)}")
    for deb in bench.debs(RELEASE, packages):
        run("dpkg", "-x", deb, unpacked)
    source = next(path for path in (unpacked / "usr/lib/jvm").glob("java-21-*") if not path.is_symlink())
    for name in LEFT_OUT:
        left = source / name
        left.unlink() if left.is_symlink() else shutil.rmtree(left, ignore_errors=True)
    for link in [path for path in source.rglob("*") if path.is_symlink()]:
        target = unpacked / str(link.readlink()).lstrip("/")
        if link.readlink().is_absolute() and target.is_file():
            link.unlink()
            shutil.copy2(target, link)
    home.parent.mkdir(parents=True)
    source.rename(home)


def java_version(home: Path) -> str:
    """The version that the folder's own release file names, such as 21.0.9."""
    return (home / "release").read_text().partition('JAVA_VERSION="')[2].partition('"')[0]


def _lay_keystore(bench: Bench, trees: list[Path], kit: Path) -> None:
    unpacked = bench.tree(KEYSTORE_MAKER)
    run("dpkg", "-x", bench.debs(RELEASE, (KEYSTORE_MAKER,))[0], unpacked)
    (kit / "tmp").mkdir()
    (kit / "tmp").chmod(0o1777)
    jar = unpacked / "usr/share/ca-certificates-java/ca-certificates-java.jar"
    shutil.copy2(jar, kit / "tmp/keystore.jar")
    Root(trees, bench.work).run(MAKE_KEYSTORE, kit)


def _config(home: Path) -> dict[str, object]:
    return {
        "Env": [
            f"PATH=/{HOME}/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            f"JAVA_HOME=/{HOME}",
            "LANG=C.UTF-8",
            f"JAVA_VERSION=jdk-{java_version(home)}",
        ],
        "Entrypoint": ["/__cacert_entrypoint.sh"],
        "Cmd": ["jshell"],
    }
