"""What an attacker who got in would find."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tutor.image.config import ImageConfig
from tutor.image.entry import FileEntry, FileKind
from tutor.image.packages import (
    APK_INSTALLED,
    DPKG_STATUS,
    DPKG_STATUS_FOLDER,
    RPM_SQLITE,
    Package,
    packages_of,
)
from tutor.image.programs import (
    COMPILERS,
    INTERPRETERS,
    PACKAGE_MANAGERS,
    SHELLS,
    folders_of,
    named,
    named_once,
    programs_of,
)
from tutor.image.tree import FileTree

PASSWD = "etc/passwd"
OS_RELEASE = "usr/lib/os-release"

DOCUMENT_PATHS = (DPKG_STATUS, *APK_INSTALLED, *RPM_SQLITE, PASSWD, OS_RELEASE)
"""The files whose content tells something about the image; an engine brings those that are there."""

DOCUMENT_FOLDERS = (DPKG_STATUS_FOLDER,)
"""Folders of which an engine brings every file but ``*.md5sums``."""

SETUID_OR_SETGID = 0o6000


@dataclass(frozen=True, slots=True)
class Surface:
    """What there is to use against the image or its neighbours.

    Programs are absolute paths under their folder's real name, so that ``/bin/sh`` of a merged /usr is one
    ``/usr/bin/sh``. ``setuid`` are regular files with the setuid or setgid bit. ``user`` is the config's,
    ``""`` for the default, which is root. ``notes`` are sentences about what could not be told.
    """

    shells: tuple[str, ...]
    package_managers: tuple[str, ...]
    packages: tuple[Package, ...]
    setuid: tuple[FileEntry, ...]
    interpreters: tuple[str, ...]
    compilers: tuple[str, ...]
    user: str
    runs_as_root: bool
    notes: tuple[str, ...] = ()


def is_document(path: str) -> bool:
    """Whether the surface of an image is read from the content of that file."""
    if path in DOCUMENT_PATHS:
        return True
    if not path.startswith(DOCUMENT_FOLDERS):  # told fast of nearly all paths
        return False
    return path.rpartition("/")[0] in DOCUMENT_FOLDERS and not path.endswith(".md5sums")


def surface_of(files: FileTree, documents: Mapping[str, bytes], config: ImageConfig | None) -> Surface:
    """What can be found in a tree of files with its config; None stands for a config that sets nothing."""
    programs = programs_of(files, folders_of(files, config))
    packages, notes = packages_of(files, documents)
    return Surface(
        shells=named(programs, SHELLS),
        package_managers=named_once(programs, PACKAGE_MANAGERS),
        packages=packages,
        setuid=tuple(e for e in files if e.kind is FileKind.FILE and e.mode & SETUID_OR_SETGID),
        interpreters=named_once(programs, INTERPRETERS),
        compilers=named_once(programs, COMPILERS),
        user=config.user if config is not None else "",
        runs_as_root=config is None
        or config.runs_as_root
        or _is_zero(config.user, documents.get(PASSWD, b"")),
        notes=notes,
    )


def _is_zero(user: str, passwd: bytes) -> bool:
    """Whether a user by another name has root's number."""
    name = user.partition(":")[0]
    for line in passwd.decode("utf-8", "replace").splitlines():
        fields = line.split(":")
        if len(fields) > 2 and fields[0] == name:
            return fields[2] == "0"
    return False
