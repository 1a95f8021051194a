"""``gcr.io/distroless/static-debian13``: a layer for each package, then the few files that make a root."""

import os
from pathlib import Path

from tests.engines.provision.shell import run

from . import busybox
from .making.bench import Bench
from .making.image import Image
from .making.layer import Layer

NAME = "distroless-static"
BUILDS_ON = ()

REPOSITORY = "gcr.io/distroless/static-debian13"
RELEASE = "trixie"
PACKAGES = ("base-files", "media-types", "netbase", "tzdata", "tzdata-legacy")
NONROOT = 65532
USERS = {"": (0, "/"), "nonroot": (NONROOT, "/home/nonroot")}
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
BUNDLE = "etc/ssl/certs/ca-certificates.crt"
COPYRIGHT = "usr/share/doc/ca-certificates/copyright"
FOLDERS = {
    "home": {"root": (0, 0o700), "home": (0, 0o755), "home/nonroot": (NONROOT, 0o700)},
    "tmp": {"tmp": (0, 0o1777)},
}
FILES = {
    "passwd": {
        "etc/passwd": (
            "root:x:0:0:root:/root:/sbin/nologin\n"
            "nobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin\n"
            f"nonroot:x:{NONROOT}:{NONROOT}:nonroot:/home/nonroot:/sbin/nologin\n"
        ),
    },
    "group": {
        "etc/group": f"root:x:0:\nnobody:x:65534:\ntty:x:5:\nstaff:x:50:\nnonroot:x:{NONROOT}:\n",
    },
    "nsswitch": {
        "etc/nsswitch.conf": (
            "passwd: compat\ngroup: compat\nshadow: compat\ngshadow: files\n"
            "hosts: files dns\nnetworks: files\nnetgroup: nis\n"
            "protocols: db files\nservices: db files\nethers: db files\nrpc: db files\n"
        ),
    },
    "os_release_debian13": {
        "usr/lib/os-release": (
            'PRETTY_NAME="Distroless"\n'
            'NAME="Debian GNU/Linux"\n'
            'ID="debian"\n'
            'VERSION_ID="13"\n'
            'VERSION="Debian GNU/Linux 13 (trixie)"\n'
            'HOME_URL="https://github.com/GoogleContainerTools/distroless"\n'
            'SUPPORT_URL="https://github.com/GoogleContainerTools/distroless/blob/master/README.md"\n'
            'BUG_REPORT_URL="https://github.com/GoogleContainerTools/distroless/issues/new"\n'
        ),
    },
}
ORDER = ("passwd", "home", "group", "tmp", "nsswitch", "os_release_debian13")


def make(bench: Bench) -> tuple[Image, ...]:
    """The image for root and for nonroot, and both again with busybox for debugging."""
    plain = common_layers(bench)
    debug = (*plain, _busybox(bench, bench.debs(RELEASE, ("busybox-static",))[0]))
    return tuple(
        image
        for user in USERS
        for image in (
            Image((f"{REPOSITORY}:{user or 'latest'}",), plain, _config(user)),
            Image((f"{REPOSITORY}:{'-'.join(filter(None, ('debug', user)))}",), debug, _debug_config(user)),
        )
    )


def common_layers(bench: Bench) -> tuple[Layer, ...]:
    """What all images of the family begin with."""
    packages = bench.debs(RELEASE, (*PACKAGES, "ca-certificates"))
    return (
        *(package_layer(bench, deb, name) for deb, name in zip(packages, PACKAGES, strict=False)),
        *(_common(bench, name) for name in ORDER),
        _certificates(bench, packages[-1]),
    )


def package_tree(bench: Bench, deb: Path, name: str) -> Path:
    """A package's files, with the two that tell scanners which package they are of."""
    tree, control = bench.tree(name), bench.tree(f"{name}-control")
    run("dpkg", "-x", deb, tree)
    run("dpkg", "-e", deb, control)
    status = tree / "var/lib/dpkg/status.d"
    status.mkdir(parents=True)
    (status / name).write_bytes((control / "control").read_bytes())
    if (control / "md5sums").is_file():
        (status / f"{name}.md5sums").write_bytes((control / "md5sums").read_bytes())
    return tree


def _config(user: str) -> dict[str, object]:
    uid, folder = USERS[user]
    return {"User": str(uid), "WorkingDir": folder, "Env": [f"PATH={PATH}", f"SSL_CERT_FILE=/{BUNDLE}"]}


def _debug_config(user: str) -> dict[str, object]:
    env = [f"PATH={PATH}:/busybox", f"SSL_CERT_FILE=/{BUNDLE}"]
    return _config(user) | {"Env": env, "Entrypoint": ["/busybox/sh"]}


def package_layer(bench: Bench, deb: Path, name: str) -> Layer:
    """A package as a layer of its own."""
    return bench.layer(package_tree(bench, deb, name), f"bazel build @{RELEASE}//{name}")


def _common(bench: Bench, name: str) -> Layer:
    tree = bench.tree(f"common-{name}")
    for path, text in FILES.get(name, {}).items():
        (tree / path).parent.mkdir(parents=True)
        (tree / path).write_text(text)
    for path, (owner, mode) in FOLDERS.get(name, {}).items():
        (tree / path).mkdir()
        (tree / path).chmod(mode)
        os.chown(tree / path, owner, owner)
    return bench.layer(tree, f"bazel build //common:{name}")


def _certificates(bench: Bench, deb: Path) -> Layer:
    package, tree = bench.tree("ca-certificates"), bench.tree("common-cacerts")
    run("dpkg", "-x", deb, package)
    pems = [file.read_text() for file in sorted(package.glob("usr/share/ca-certificates/**/*.crt"))]
    for path, text in ((BUNDLE, "".join(pems)), (COPYRIGHT, (package / COPYRIGHT).read_text())):
        (tree / path).parent.mkdir(parents=True)
        (tree / path).write_text(text)
    return bench.layer(tree, "bazel build //common:cacerts_debian13")


def _busybox(bench: Bench, deb: Path) -> Layer:
    package, tree = bench.tree("busybox-static"), bench.tree("busybox")
    run("dpkg", "-x", deb, package)
    busybox.install(package, tree / "busybox", symbolic=True)
    return bench.layer(tree, "bazel build //experimental/busybox")
