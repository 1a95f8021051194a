"""``debian:trixie`` and its slim variant: Debian's required packages and apt, cleaned as the originals."""

import re
import shutil
from pathlib import Path

from tests.engines.provision import apt, machine
from tests.engines.provision.shell import run

from .making.bench import Bench
from .making.image import Image

NAME = "debian-trixie"
BUILDS_ON = ()

RELEASE = "trixie"
CONFIG = {"Env": ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"], "Cmd": ["bash"]}
SETTINGS = {
    "etc/apt/apt.conf.d/docker-autoremove-suggests": 'Apt::AutoRemove::SuggestsImportant "false";\n',
    "etc/apt/apt.conf.d/docker-clean": (
        'DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb'
        ' /var/cache/apt/*.bin || true"; };\n'
        'Dir::Cache::pkgcache "";\nDir::Cache::srcpkgcache "";\n'
    ),
    "etc/apt/apt.conf.d/docker-gzip-indexes": 'Acquire::GzipIndexes "true";\n',
    "etc/apt/apt.conf.d/docker-no-languages": 'Acquire::Languages "none";\n',
    "etc/dpkg/dpkg.cfg.d/docker-apt-speedup": "force-unsafe-io\n",
    "usr/sbin/policy-rc.d": "#!/bin/sh\nexit 101\n",
}
EXAMPLE_SOURCES = "usr/share/doc/apt/examples/debian.sources"
SLIM_SETTING = "etc/dpkg/dpkg.cfg.d/docker"
SLIM_FOLDERS = ("doc", "groff", "info", "linda", "lintian", "locale", "man")
SLIM_KEEPS = "/usr/share/doc/*/copyright"
EMPTY = ("boot", "dev", "proc", "run", "sys", "tmp", "var/lib/apt/lists")
THIS_MACHINES = ("etc/hostname", "etc/resolv.conf")


def make(bench: Bench) -> tuple[Image, ...]:
    """Both images; the slim one is the other without manuals, translations and documentation."""
    full = bench.tree("debian")
    _bootstrap(full)
    for path, text in SETTINGS.items():
        (full / path).write_text(text)
    (full / "usr/sbin/policy-rc.d").chmod(0o755)
    _point_at_stock_archives(full)
    layer = bench.layer(
        full, f"# debian.sh --arch {_architecture()} out/ '{RELEASE}'", _left_by_bootstrapping
    )
    rules = [f"path-exclude /usr/share/{folder}/*" for folder in SLIM_FOLDERS] + [
        f"path-include {SLIM_KEEPS}"
    ]
    (full / SLIM_SETTING).write_text("\n".join(rules) + "\n")
    slim = bench.layer(
        full, f"# debian.sh --arch {_architecture()} out/ '{RELEASE}' --slim", _left_out_of_slim
    )
    return (
        bench.for_this_machine(Image((f"debian:{RELEASE}",), (layer,), CONFIG), full),
        bench.for_this_machine(Image((f"debian:{RELEASE}-slim",), (slim,), CONFIG), full),
    )


def _bootstrap(tree: Path) -> None:
    apt.install("mmdebstrap", "ca-certificates")
    sources = tree.with_name("sources.list")
    sources.write_text("".join(archive.line() for archive in machine.archives(RELEASE)))
    options = [f"--aptopt={option}" for option in machine.apt_options().splitlines()]
    run(
        "mmdebstrap",
        "--variant=minbase",
        "--mode=root",
        "--format=directory",
        *options,
        RELEASE,
        tree,
        sources,
    )
    for written in (*tree.glob("etc/apt/sources.list*/*"), *tree.glob("etc/apt/apt.conf.d/99mmdebstrap")):
        written.unlink()
    for log in (tree / "var/log").rglob("*"):
        if log.is_file():
            log.unlink()
    shutil.rmtree(tree / "var/cache/ldconfig", ignore_errors=True)


def _point_at_stock_archives(tree: Path) -> None:
    """Use the archives that Debian ships as its own example, main section only, as the original does."""
    example = (tree / EXAMPLE_SOURCES).read_text()
    stock = re.sub(r"^#.*\n", "", example, flags=re.MULTILINE)
    stock = re.sub(r"^Components:.*", "Components: main", stock, flags=re.MULTILINE)
    (tree / "etc/apt/sources.list.d/debian.sources").write_text(stock)


def _architecture() -> str:
    return run("dpkg", "--print-architecture").strip()


def _left_by_bootstrapping(path: str) -> bool:
    return path in THIS_MACHINES or path.startswith(tuple(f"{folder}/" for folder in EMPTY))


def _left_out_of_slim(path: str) -> bool:
    folder = next((name for name in SLIM_FOLDERS if path.startswith(f"usr/share/{name}/")), None)
    if folder is None or (folder == "doc" and (path.count("/") == 3 or path.endswith("/copyright"))):
        return _left_by_bootstrapping(path)
    return True
