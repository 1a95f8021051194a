"""Where a name leads for a process: working folder, symlinks, permissions, and what a container mounts."""

from __future__ import annotations

import errno
import posixpath

from tutor.engine.embedded.filesystem import MOST_SYMLINKS, Filesystem
from tutor.engine.embedded.system.identity import EXECUTE, WRITE, Identity
from tutor.engine.errors import NotRecorded
from tutor.image import FileEntry, FileKind

ROOT = FileEntry("", FileKind.DIRECTORY, 0o755)
MOUNTED_FOLDERS = ("dev", "proc", "sys")
MOUNTED_FILES = frozenset({"etc/hosts", "etc/resolv.conf"})

WORDS = {
    errno.ENOENT: "No such file or directory",
    errno.ENOTDIR: "Not a directory",
    errno.EISDIR: "Is a directory",
    errno.EEXIST: "File exists",
    errno.EACCES: "Permission denied",
    errno.EPERM: "Operation not permitted",
    errno.ELOOP: "Too many levels of symbolic links",
    errno.ENOTEMPTY: "Directory not empty",
    errno.EINVAL: "Invalid argument",
    errno.EBUSY: "Device or resource busy",
}


class Refused(OSError):  # noqa: N818 - the system refuses
    """A system call fails; ``words`` is what the C library calls it."""

    def __init__(self, number: int) -> None:
        super().__init__(number, WORDS[number])
        self.number = number
        self.words = WORDS[number]


class Places:
    """The files of a stage as one process sees them; ``folder`` is its working folder, without the slash."""

    def __init__(self, files: Filesystem, who: Identity, folder: str) -> None:
        self.files = files
        self.who = who
        self.folder = folder

    def entry(self, path: str) -> FileEntry | None:
        """What lies at a path that ``find`` gave; the root has an entry here."""
        return self.files.get(path) if path else ROOT

    def find(self, name: str, *, follow: bool = True) -> str:
        """The path that a name leads to; nothing has to be there. Raises Refused, NotRecorded."""
        if not name:
            raise Refused(errno.ENOENT)
        rest = name.split("/")[::-1]
        here = [] if name.startswith("/") else self._parts(self.folder)
        links = 0
        while rest:
            part = rest.pop()
            last = not any(one not in ("", ".") for one in rest)
            must_be_folder = bool(rest)
            if part in ("", "."):
                continue
            folder = "/".join(here)
            self._enter(folder)
            if part == "..":
                here = here[:-1]
                continue
            path = f"{folder}/{part}" if folder else part
            entry = self.files.get(path)
            if entry is None and not last:
                raise Refused(errno.ENOENT)
            if (
                entry is None
                or entry.kind is not FileKind.SYMLINK
                or (last and not must_be_folder and not follow)
            ):
                here.append(part)
                if entry is not None and must_be_folder and entry.kind is not FileKind.DIRECTORY:
                    raise Refused(errno.ENOTDIR)
                continue
            links += 1
            if links > MOST_SYMLINKS:
                raise Refused(errno.ELOOP)
            target = entry.target or ""
            if target.startswith("/"):
                here = []
            rest.extend(target.split("/")[::-1])
        path = "/".join(here)
        refuse_mounted(path)
        return path

    def lookup(self, name: str, *, follow: bool = True) -> FileEntry:
        """What a name leads to. Raises Refused (ENOENT too), NotRecorded."""
        entry = self.entry(self.find(name, follow=follow))
        if entry is None:
            raise Refused(errno.ENOENT)
        return entry

    def exists(self, name: str, *, follow: bool = True) -> FileEntry | None:
        """What a name leads to, None where that fails."""
        try:
            return self.lookup(name, follow=follow)
        except Refused:
            return None

    def may_change(self, path: str) -> None:
        """Whether names may be added to or taken from the folder of a path. Raises Refused."""
        parent = self.entry(posixpath.dirname(path))
        if parent is None:
            raise Refused(errno.ENOENT)
        if parent.kind is not FileKind.DIRECTORY:
            raise Refused(errno.ENOTDIR)
        if not (self.who.may(WRITE, parent) and self.who.may(EXECUTE, parent)):
            raise Refused(errno.EACCES)

    def may_remove(self, path: str) -> None:
        """Whether a name may be deleted: also by the folder's sticky bit. Raises Refused."""
        refuse_mounted(path, below=True)
        self.may_change(path)
        parent, entry = self.entry(posixpath.dirname(path)), self.entry(path)
        if parent is None or entry is None:
            raise Refused(errno.ENOENT)
        if parent.mode & 0o1000 and not self.who.owns(entry) and not self.who.owns(parent):
            raise Refused(errno.EPERM)

    def _enter(self, folder: str) -> None:
        entry = self.entry(folder)
        if entry is None:
            raise Refused(errno.ENOENT)
        if entry.kind is not FileKind.DIRECTORY:
            raise Refused(errno.ENOTDIR)
        if not self.who.may(EXECUTE, entry):
            raise Refused(errno.EACCES)

    @staticmethod
    def _parts(folder: str) -> list[str]:
        return [part for part in folder.split("/") if part]


def refuse_mounted(path: str, *, below: bool = False) -> None:
    """Raise NotRecorded for what is no file of the image but of the container that builds it.

    With ``below`` also for folders that hold such files.
    """
    first = path.partition("/")[0]
    if first in MOUNTED_FOLDERS or path in MOUNTED_FILES or (below and path in ("", "etc")):
        raise NotRecorded(
            f"/{path}", reason="what the kernel or the engine puts there is no part of an image"
        )
