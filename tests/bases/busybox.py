"""``busybox:latest``: every applet a hard link in /bin, with the C library and a handful of settings."""

import os
import shutil
import subprocess
from pathlib import Path

from tests.engines.provision.shell import run

from .making.bench import Bench
from .making.image import Image

NAME = "busybox"
BUILDS_ON = ()

RELEASE = "trixie"
CONFIG = {"Env": ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"], "Cmd": ["sh"]}
LIBRARIES = (
    "ld-linux-*.so.*",
    "libc.so.6",
    "libm.so.6",
    "libnss_compat.so.2",
    "libnss_dns.so.2",
    "libnss_files.so.2",
    "libnss_hesiod.so.2",
    "libpthread.so.0",
    "libresolv.so.2",
)
SETTINGS = {
    "etc/passwd": (
        "root:x:0:0:root:/root:/bin/sh\n"
        "daemon:x:1:1:daemon:/usr/sbin:/bin/false\n"
        "bin:x:2:2:bin:/bin:/bin/false\n"
        "www-data:x:33:33:www-data:/var/www:/bin/false\n"
        "operator:x:37:37:Operator:/var:/bin/false\n"
        "nobody:x:65534:65534:nobody:/home:/bin/false\n"
    ),
    "etc/group": (
        "root:x:0:\ndaemon:x:1:\nbin:x:2:\ntty:x:5:\nwww-data:x:33:\nutmp:x:43:\nstaff:x:50:\nnogroup:x:65534:\n"
    ),
    "etc/shadow": "root:*:::::::\ndaemon:*:::::::\nnobody:*:::::::\n",
    "etc/nsswitch.conf": "passwd: files\ngroup: files\nshadow: files\nhosts: files dns\n",
}
FOLDERS = {"home": 0o755, "root": 0o700, "tmp": 0o1777, "usr/bin": 0o755, "usr/sbin": 0o755, "var/www": 0o755}


def make(bench: Bench) -> tuple[Image, ...]:
    """The image, from Debian's static busybox and its C library."""
    tree = bench.tree("busybox")
    program, library = bench.tree("program"), bench.tree("library")
    for package, into in zip(
        bench.debs(RELEASE, ("busybox-static", "libc6")), (program, library), strict=True
    ):
        run("dpkg", "-x", package, into)
    for folder, mode in FOLDERS.items():
        (tree / folder).mkdir(parents=True)
        (tree / folder).chmod(mode)
    install(program, tree / "bin")
    (tree / "usr/bin/env").symlink_to("../../bin/env")
    _lay_libraries(library, tree)
    for path, text in SETTINGS.items():
        (tree / path).parent.mkdir(exist_ok=True)
        (tree / path).write_text(text)
    (tree / "etc/shadow").chmod(0o600)
    return (Image(("busybox:latest",), (bench.layer(tree, "# BusyBox (glibc), Debian"),), CONFIG),)


def install(package: Path, folder: Path, *, symbolic: bool = False) -> None:
    """Lay busybox and a link for each of its applets into a folder."""
    folder.mkdir(parents=True)
    program = folder / "busybox"
    shutil.copy2(package / "usr/bin/busybox", program)
    applets = subprocess.run([program, "--list"], check=True, capture_output=True, text=True).stdout.split()
    for applet in applets:
        if applet == "busybox":
            continue
        if symbolic:
            (folder / applet).symlink_to(f"/{folder.name}/busybox")
        else:
            os.link(program, folder / applet)


def _lay_libraries(package: Path, tree: Path) -> None:
    (tree / "lib").mkdir()
    for pattern in LIBRARIES:
        for library in package.glob(f"usr/lib/*-linux-gnu*/{pattern}"):
            shutil.copy2(library, tree / "lib" / library.name)
    (tree / "lib64").symlink_to("lib")
