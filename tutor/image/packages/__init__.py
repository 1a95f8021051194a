"""Which packages an image holds: what its databases list, and what package managers of languages left."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.image.packages.go import GoBuildInfo, go_build_info, go_modules_of
from tutor.image.packages.languages import language_packages
from tutor.image.packages.package import Manager, Package
from tutor.image.packages.rpm import RPM_OTHERS, RPM_SQLITE, Unreadable, rpm_packages
from tutor.image.packages.stanzas import (
    APK_INSTALLED,
    DPKG_STATUS,
    DPKG_STATUS_FOLDER,
    apk_packages,
    dpkg_packages,
)
from tutor.image.tree import FileTree

__all__ = [
    "APK_INSTALLED",
    "DPKG_STATUS",
    "DPKG_STATUS_FOLDER",
    "RPM_SQLITE",
    "GoBuildInfo",
    "Manager",
    "Package",
    "go_build_info",
    "go_modules_of",
    "packages_of",
]


def packages_of(
    files: FileTree, documents: Mapping[str, bytes]
) -> tuple[tuple[Package, ...], tuple[str, ...]]:
    """The installed packages by name, and sentences about databases that are there but could not be read.

    ``documents`` holds the databases' content by path. Stanzas are counted, never file names. Go modules need
    whole programs: ``go_modules_of`` reads them where they are wanted.
    """
    found: set[Package] = set(language_packages(files, documents))
    notes: list[str] = []
    for path in (DPKG_STATUS, *APK_INSTALLED, *RPM_SQLITE):
        if path in documents:
            try:
                found.update(_listed(path, documents[path]))
            except Unreadable as error:
                notes.append(f"/{path} is an RPM database that cannot be read: {error}.")
        elif _holds_something(files, path):
            kind = "RPM " if path in RPM_SQLITE else ""
            notes.append(f"/{path} lists {kind}packages, but its content was not read.")
    unread = 0
    for entry in files.children(DPKG_STATUS_FOLDER):
        if entry.path in documents:
            found.update(dpkg_packages(documents[entry.path]))
        elif not entry.path.endswith(".md5sums"):
            unread += 1
    if unread:
        notes.append(f"{unread} packages of /{DPKG_STATUS_FOLDER} were not read.")
    notes.extend(
        f"/{path} is an RPM database, which is not read here: its packages are not counted."
        for path in RPM_OTHERS
        if _holds_something(files, path)
    )
    ordered = sorted(found, key=lambda package: (package.name, package.version, package.manager))
    return tuple(ordered), tuple(notes)


def _listed(path: str, content: bytes) -> list[Package]:
    if path in RPM_SQLITE:
        return rpm_packages(content)
    return list(apk_packages(content) if path in APK_INSTALLED else dpkg_packages(content))


def _holds_something(files: FileTree, path: str) -> bool:
    entry = files.resolve(path)
    return entry is not None and entry.size > 0
