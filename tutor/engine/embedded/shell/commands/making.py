"""Making files and folders as the kernel does for a process."""

from __future__ import annotations

import errno
import posixpath

from tutor.engine.embedded.shell.commands.call import Call
from tutor.engine.embedded.system.places import Refused
from tutor.image import FileEntry, FileKind


def make(call: Call, path: str, kind: FileKind, mode: int, **fields: object) -> FileEntry:
    """Put a new path, owned by the process; a setgid folder gives it its group. Raises Refused."""
    if call.places.entry(path) is not None:
        raise Refused(errno.EEXIST)
    call.places.may_change(path)
    parent = call.places.entry(posixpath.dirname(path))
    gid = call.who.gid
    if parent is not None and parent.mode & 0o2000:
        gid = parent.gid
        mode |= 0o2000 if kind is FileKind.DIRECTORY else 0
    entry = FileEntry(path, kind, mode, uid=call.who.uid, gid=gid, **fields)  # type: ignore[arg-type]
    call.files.put(entry)
    return entry


def make_folder(call: Call, path: str, mode: int | None = None) -> FileEntry:
    """A new folder with the umask's mode, or with exactly ``mode``. Raises Refused."""
    made = make(call, path, FileKind.DIRECTORY, 0o777 & ~call.umask)
    if mode is not None:
        call.files.change(path, mode=mode)
    return made


def make_file(call: Call, path: str, mode: int = 0o666) -> FileEntry:
    """A new empty file; the umask is taken off. Raises Refused."""
    return make(call, path, FileKind.FILE, mode & ~call.umask, digest=call.contents.add(b""))


def unlink(call: Call, path: str) -> None:
    """Delete one path that is no folder with anything in it. Raises Refused."""
    call.places.may_remove(path)
    call.files.remove(path)
