"""The files of a container as one user may reach them."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from tutor.engine.embedded.filesystem import MOST_SYMLINKS, Filesystem
from tutor.engine.embedded.running.users import User
from tutor.engine.errors import NotRecorded
from tutor.image import FileEntry, FileKind

READ, WRITE, EXECUTE = 4, 2, 1
LONGEST_NAME = 255
LONGEST_PATH = 4095

NOT_THERE = "no such file or directory"
NOT_A_FOLDER = "not a directory"
DENIED = "permission denied"
TOO_MANY_LINKS = "too many levels of symbolic links"
TOO_LONG = "file name too long"

ROOT = FileEntry("", FileKind.DIRECTORY, 0o755)
KERNELS_OWN = ("proc", "sys", "dev")
"""What is mounted over the image's own folders of these names."""

DEVICES = ("dev/full", "dev/null", "dev/random", "dev/tty", "dev/urandom", "dev/zero")
FOLDERS_WITHIN = {"dev/shm": 0o1777, "dev/mqueue": 0o1777, "dev/pts": 0o755}
MOUNTED_FILES = ("etc/hosts", "etc/hostname", "etc/resolv.conf")
"""Files that the engine writes for every container and mounts over the image's own."""
DOCKERENV = ".dockerenv"
MOUNT_TABLE = "etc/mtab"


def furnish(files: Filesystem, empty: str) -> None:
    """Put in what the engine puts into every container; ``empty`` is the digest of an empty file."""
    files.put(FileEntry(DOCKERENV, FileKind.FILE, 0o755, digest=empty))
    if files.get("etc") is None:
        files.make_directories("etc")
    if not files.is_directory("etc"):
        return
    for path in MOUNTED_FILES:
        files.put(FileEntry(path, FileKind.FILE, 0o644, digest=empty))
    if files.get(MOUNT_TABLE) is None:
        files.put(FileEntry(MOUNT_TABLE, FileKind.SYMLINK, 0o777, target="/proc/mounts"))


class Unreachable(Exception):  # noqa: N818 - reads as what it is
    """A path leads nowhere; ``words`` is the kernel's error."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True, slots=True)
class View:
    """The files of a container with the user who looks at them, without any capability.

    ``folder`` is the working folder, absolute and free of symlinks: whoever starts there need not be allowed
    into the folders above it.
    """

    files: Filesystem
    user: User
    folder: str = "/"

    def find(self, path: str) -> FileEntry:
        """The entry that the kernel finds for this user. Raises Unreachable, NotRecorded below /proc, /sys
        and /dev.
        """
        if not path:
            raise Unreachable(NOT_THERE)
        if len(path.encode("utf-8", "surrogateescape")) > LONGEST_PATH:
            raise Unreachable(TOO_LONG)
        rest = path.split("/")[::-1]
        here = [] if path.startswith("/") else [part for part in self.folder.split("/") if part]
        entry = self._at("/".join(here))
        links = 0
        while rest:
            name = rest.pop()
            if entry.kind is not FileKind.DIRECTORY:
                raise Unreachable(NOT_A_FOLDER)
            if not name:
                continue
            if not may(self.user, entry, EXECUTE):
                raise Unreachable(DENIED)
            if name in (".", ".."):
                here = here[:-1] if name == ".." else here
                entry = self._at("/".join(here))
                continue
            if len(name.encode("utf-8", "surrogateescape")) > LONGEST_NAME:
                raise Unreachable(TOO_LONG)
            entry = self._at("/".join([*here, name]))
            if entry.kind is not FileKind.SYMLINK:
                here.append(name)
                continue
            links += 1
            if links > MOST_SYMLINKS:
                raise Unreachable(TOO_MANY_LINKS)
            target = entry.target or ""
            if target.startswith("/"):
                here = []
            entry = self._at("/".join(here))
            rest.extend(target.split("/")[::-1])
        return entry

    def readable(self, path: str) -> FileEntry | None:
        """The entry where it is there and may be read, else None."""
        try:
            entry = self.find(path)
        except Unreachable:
            return None
        return entry if may(self.user, entry, READ) else None

    def _at(self, path: str) -> FileEntry:
        if not path:
            return ROOT
        mount, _, below = path.partition("/")
        if mount in KERNELS_OWN:
            return (
                _kernels(path) if not below or path in DEVICES or path in FOLDERS_WITHIN else _unknown(path)
            )
        entry = self.files.get(path)
        if entry is None:
            raise Unreachable(NOT_THERE)
        return entry


def _kernels(path: str) -> FileEntry:
    if path in DEVICES:
        return FileEntry(path, FileKind.CHARACTER_DEVICE, 0o666)
    mode = 0o555 if path in ("proc", "sys") else FOLDERS_WITHIN.get(path, 0o755)
    return FileEntry(path, FileKind.DIRECTORY, mode)


def _unknown(path: str) -> FileEntry:
    raise NotRecorded(f"/{path}", reason="what the kernel shows there is known to a real engine only")


def may(user: User, entry: FileEntry, what: int) -> bool:
    """Whether the permission bits let this user do it; root has no privilege in these containers."""
    if entry.uid == user.uid:
        bits = entry.mode >> 6
    elif entry.gid == user.gid or entry.gid in user.groups:
        bits = entry.mode >> 3
    else:
        bits = entry.mode
    return bits & what == what


def seen(view: View, path: str) -> str:
    """What a program that looks at a path comes to see, in a word that can be compared.

    A file's digest, ``unreadable``, ``folder`` with mode and owner, ``""`` for nothing; what the engine
    itself puts into every container is always ``mounted``.
    """
    real = posixpath.normpath(posixpath.join(view.folder, path)).lstrip("/")
    if real.partition("/")[0] in KERNELS_OWN or real in MOUNTED_FILES:
        return "mounted"
    try:
        entry = view.find(path)
    except Unreachable as problem:
        return "unreadable" if problem.words == DENIED else ""
    if entry.kind is FileKind.DIRECTORY:
        return f"folder {entry.mode:o} {entry.uid}:{entry.gid}"
    return (entry.digest or entry.kind.value) if may(view.user, entry, READ) else "unreadable"
