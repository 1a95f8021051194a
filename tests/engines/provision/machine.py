"""What this machine's own configuration says: where its packages come from, and which certificates it adds.

No address is written down here; each comes from the package manager's configuration.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .shell import ProvisionError, run

CA_BUNDLE = Path("/etc/ssl/certs/ca-certificates.crt")
PACKAGED_CERTIFICATES = Path("/usr/share/ca-certificates")
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
CERTIFICATE = re.compile(r"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", re.DOTALL)
TARGET = "$(REPO_URI) $(RELEASE) $(COMPONENT)"
CARRIED_OPTIONS = (
    "Acquire::http::Proxy",
    "Acquire::https::Proxy",
    "Acquire::Check-Valid-Until",
    "Acquire::Check-Date",
)


@dataclass(frozen=True, slots=True)
class Archive:
    """One suite of a package archive, such as trixie-security."""

    address: str
    suite: str

    def line(self) -> str:
        """The archive in the one-line format of sources.list."""
        return f"deb [signed-by={KEYRING}] {self.address} {self.suite} main\n"

    def stanza(self) -> str:
        """The archive in the many-line format of debian.sources."""
        fields = {
            "Types": "deb",
            "URIs": self.address,
            "Suites": self.suite,
            "Components": "main",
            "Signed-By": KEYRING,
        }
        return "".join(f"{name}: {value}\n" for name, value in fields.items()) + "\n"


@cache
def codename() -> str:
    """The machine's Debian release, such as bookworm."""
    found = re.search(r"^VERSION_CODENAME=(\w+)", Path("/etc/os-release").read_text(), re.MULTILINE)
    if found is None:
        raise ProvisionError("/etc/os-release names no Debian release")
    return found[1]


@cache
def archives(release: str) -> tuple[Archive, ...]:
    """The machine's Debian archives, pointed at another release."""
    listed = run("apt-get", "indextargets", "--no-release-info", "--format", TARGET, "Created-By: Packages")
    found: list[Archive] = []
    for line in listed.splitlines():
        address, suite, component = line.split()
        if component == "main" and suite.partition("-")[0] == codename():
            found.append(Archive(address.rstrip("/"), suite.replace(codename(), release, 1)))
    if not found:
        raise ProvisionError(f"apt knows no archive of {codename()}; its sources may be missing")
    if release == "sid":
        found = [archive for archive in found if archive.suite == "sid"]
    return tuple(dict.fromkeys(found))


@cache
def apt_options() -> str:
    """The machine's proxies and leniency about dates, in the format of apt.conf."""
    lines = run("apt-config", "dump").splitlines()
    return "".join(
        f"{line}\n" for line in lines if line.startswith(CARRIED_OPTIONS) and not line.endswith('"";')
    )


@cache
def extra_certificates() -> tuple[str, ...]:
    """Certificates that this machine trusts beyond Debian's own, as PEM; most machines have none."""
    packaged = {_body(pem) for file in PACKAGED_CERTIFICATES.rglob("*.crt") for pem in _certificates(file)}
    if not packaged:
        return ()
    return tuple(pem for pem in _certificates(CA_BUNDLE) if _body(pem) not in packaged)


def _certificates(file: Path) -> list[str]:
    return CERTIFICATE.findall(file.read_text()) if file.is_file() else []


def _body(pem: str) -> str:
    return "".join(pem.split())
