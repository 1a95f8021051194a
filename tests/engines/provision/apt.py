"""Debian packages: installed on the machine, or only fetched from another release."""

from pathlib import Path

from . import cache, machine
from .shell import run, say

DPKG_STATUS = Path("/var/lib/dpkg/status")
PATIENCE = ("-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3")


def install(*packages: str) -> None:
    """Install what is missing; nothing is asked of the network when all is there."""
    with cache.lock("apt"):
        missing = [name for name in packages if not installed(name)]
        if missing:
            say(f"installing {' '.join(missing)}")
            run("apt-get", *PATIENCE, "update")
            run("apt-get", *PATIENCE, "install", "-y", "--no-install-recommends", *missing)


def installed(package: str) -> bool:
    """Whether dpkg holds the package in good order."""
    return f"Package: {package}\nStatus: install ok installed\n" in DPKG_STATUS.read_text(errors="replace")


class Release:
    """Another Debian release, read through folders of its own so that the machine's apt stays as it is."""

    def __init__(self, codename: str) -> None:
        self.codename = codename
        self.home = cache.root() / "apt" / codename

    def download(self, packages: tuple[str, ...], into: Path) -> list[Path]:
        """Fetch the newest .deb of each package, in the order asked for."""
        with cache.lock(f"apt-{self.codename}"):
            self._lay_out()
            run("apt-get", *PATIENCE, *self._options(), "update")
            run("apt-get", *PATIENCE, *self._options(), "download", *packages, cwd=into)
        return [next(into.glob(f"{name}_*.deb")) for name in packages]

    def _lay_out(self) -> None:
        for folder in ("lists/partial", "archives/partial"):
            (self.home / folder).mkdir(parents=True, exist_ok=True)
        lines = "".join(archive.line() for archive in machine.archives(self.codename))
        (self.home / "sources.list").write_text(lines)

    def _options(self) -> tuple[str, ...]:
        settings = {
            "Dir::Etc::SourceList": self.home / "sources.list",
            "Dir::Etc::SourceParts": "/dev/null",
            "Dir::Etc::Preferences": "/dev/null",
            "Dir::Etc::PreferencesParts": "/dev/null",
            "Dir::State::Lists": self.home / "lists",
            "Dir::State::Status": "/dev/null",
            "Dir::Cache": self.home,
            "APT::Sandbox::User": "root",
        }
        return tuple(word for name, value in settings.items() for word in ("-o", f"{name}={value}"))
