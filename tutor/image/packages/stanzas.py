"""The databases of dpkg and apk: stanzas of fields."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.image.packages.package import Package

DPKG_STATUS = "var/lib/dpkg/status"
DPKG_STATUS_FOLDER = "var/lib/dpkg/status.d"
APK_INSTALLED = ("lib/apk/db/installed", "usr/lib/apk/db/installed")

NOT_INSTALLED = ("not-installed", "config-files")


def dpkg_packages(text: bytes) -> Iterator[Package]:
    """Installed ones; a stanza without a Status line, as distroless images have them, is installed."""
    for stanza in _stanzas(text, ": "):
        wanted, _, state = stanza.get("Status", "install ok installed").partition(" ")
        if "Package" in stanza and wanted not in ("deinstall", "purge") and not state.endswith(NOT_INSTALLED):
            yield Package(stanza["Package"], stanza.get("Version", ""), "dpkg")


def apk_packages(text: bytes) -> Iterator[Package]:
    """All of them: apk lists only what is installed."""
    for stanza in _stanzas(text, ":"):
        if "P" in stanza:
            yield Package(stanza["P"], stanza.get("V", ""), "apk")


def _stanzas(text: bytes, colon: str) -> Iterator[dict[str, str]]:
    """The fields of each stanza; continuation lines are left out."""
    for stanza in text.decode("utf-8", "replace").replace("\r\n", "\n").split("\n\n"):
        lines = (line.partition(colon) for line in stanza.splitlines() if line[:1] not in ("", " ", "\t"))
        fields = {name: value.strip() for name, separator, value in lines if separator}
        if fields:
            yield fields
