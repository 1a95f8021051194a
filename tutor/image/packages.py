"""Which packages an image's databases list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from tutor.image.tree import FileTree

DPKG_STATUS = "var/lib/dpkg/status"
DPKG_STATUS_FOLDER = "var/lib/dpkg/status.d"
APK_INSTALLED = ("lib/apk/db/installed", "usr/lib/apk/db/installed")
RPM_DATABASES = tuple(
    f"{folder}/{name}"
    for folder in ("var/lib/rpm", "usr/lib/sysimage/rpm")
    for name in ("rpmdb.sqlite", "Packages.db", "Packages")
)

NOT_INSTALLED = ("not-installed", "config-files")


@dataclass(frozen=True, slots=True)
class Package:
    """A package that a database of the image lists as installed."""

    name: str
    version: str
    manager: Literal["dpkg", "apk"]


def packages_of(
    files: FileTree, documents: Mapping[str, bytes]
) -> tuple[tuple[Package, ...], tuple[str, ...]]:
    """The installed packages by name, and sentences about databases that are there but could not be read.

    ``documents`` holds the databases' content by path. Stanzas are counted, never file names.
    """
    found: set[Package] = set()
    notes: list[str] = []
    for path in (DPKG_STATUS, *APK_INSTALLED):
        if path in documents:
            found.update(_apk(documents[path]) if path in APK_INSTALLED else _dpkg(documents[path]))
        elif _holds_something(files, path):
            notes.append(f"/{path} lists packages, but its content was not read.")
    unread = 0
    for entry in files.children(DPKG_STATUS_FOLDER):
        if entry.path in documents:
            found.update(_dpkg(documents[entry.path]))
        elif not entry.path.endswith(".md5sums"):
            unread += 1
    if unread:
        notes.append(f"{unread} packages of /{DPKG_STATUS_FOLDER} were not read.")
    notes.extend(
        f"/{path} is an RPM database, which is not read here: its packages are not counted."
        for path in RPM_DATABASES
        if _holds_something(files, path)
    )
    ordered = sorted(found, key=lambda package: (package.name, package.version, package.manager))
    return tuple(ordered), tuple(notes)


def _holds_something(files: FileTree, path: str) -> bool:
    entry = files.resolve(path)
    return entry is not None and entry.size > 0


def _dpkg(text: bytes) -> Iterator[Package]:
    """Installed ones; a stanza without a Status line, as distroless images have them, is installed."""
    for stanza in _stanzas(text, ": "):
        wanted, _, state = stanza.get("Status", "install ok installed").partition(" ")
        if "Package" in stanza and wanted not in ("deinstall", "purge") and not state.endswith(NOT_INSTALLED):
            yield Package(stanza["Package"], stanza.get("Version", ""), "dpkg")


def _apk(text: bytes) -> Iterator[Package]:
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
