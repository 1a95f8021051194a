"""Running commands in a tree of files as if it were a machine, and catching what they change."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.engines.provision import machine
from tests.engines.provision.shell import run

PLACE = "run/machine"
OVERLAY_OPTIONS = "redirect_dir=off,metacopy=off"
PUT_UP = """
mount -t overlay overlay -o "lowerdir=$LOWER,upperdir=$UPPER,workdir=$WORK,$OPTIONS" "$ROOT"
mount -t proc proc "$ROOT/proc"
mount --rbind /dev "$ROOT/dev"
mount -t tmpfs tmpfs "$ROOT/run"
mkdir "$ROOT/$PLACE"
cp -r "$MACHINE"/. "$ROOT/$PLACE"
cp /etc/resolv.conf "$ROOT/etc/resolv.conf"
exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 \\
    DEBIAN_FRONTEND=noninteractive APT_CONFIG="/$PLACE/apt.conf" chroot "$ROOT" sh -euxc "$SCRIPT"
"""
LEFT_BY_RUNNING = ("dev", "proc", "run", "sys", "etc/hosts", "etc/resolv.conf")
"""A builder mounts its own over these, so that netbase finds an /etc/hosts and makes none."""


@dataclass(frozen=True)
class Root:
    """A stack of trees, lowest first, seen as one root file system.

    ``work`` holds what is only needed while a command runs.
    """

    trees: Sequence[Path]
    work: Path

    def run(self, script: str, upper: Path) -> None:
        """Run a shell script in the root; ``upper`` receives what it changes.

        apt there uses this machine's archives and certificates, without a trace in ``upper``.  All mounts
        live in a namespace that ends with the script.
        """
        for name in ("merged", f"overlay-{upper.name}"):
            (self.work / name).mkdir(exist_ok=True)
        settings = {
            "LOWER": ":".join(str(tree) for tree in reversed(self.trees)),
            "UPPER": str(upper),
            "WORK": str(self.work / f"overlay-{upper.name}"),
            "ROOT": str(self.work / "merged"),
            "MACHINE": str(self._describe_machine()),
            "PLACE": PLACE,
            "OPTIONS": OVERLAY_OPTIONS,
            "SCRIPT": script,
        }
        run("unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-euc", PUT_UP, env=settings)

    def _describe_machine(self) -> Path:
        folder = self.work / "machine"
        folder.mkdir(exist_ok=True)
        release = (self.trees[0] / "etc/os-release").read_text().partition("VERSION_CODENAME=")[2].split()[0]
        (folder / "sources.list").write_text("".join(archive.line() for archive in machine.archives(release)))
        (folder / "ca.crt").write_bytes(
            machine.CA_BUNDLE.read_bytes() if machine.CA_BUNDLE.is_file() else b""
        )
        (folder / "apt.conf").write_text(
            f'Dir::Etc::SourceList "/{PLACE}/sources.list";\nDir::Etc::SourceParts "/dev/null";\n'
            f'Acquire::https::CAInfo "/{PLACE}/ca.crt";\n{machine.apt_options()}'
        )
        return folder


def left_by_running(path: str) -> bool:
    """Whether a path is there only because a command ran in the tree."""
    return path in LEFT_BY_RUNNING
