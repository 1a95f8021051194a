"""rm and rmdir."""

from __future__ import annotations

import errno
import posixpath

from tutor.engine.embedded.shell.commands.call import Call
from tutor.engine.embedded.shell.commands.making import unlink
from tutor.engine.embedded.shell.commands.options import Options, read
from tutor.engine.embedded.shell.commands.quoting import quoted
from tutor.engine.embedded.system.identity import EXECUTE, READ
from tutor.engine.embedded.system.places import Refused, refuse_mounted
from tutor.image import FileEntry, FileKind

LONG = {"recursive": "r", "force": "f", "verbose": "v", "dir": "d"}


def rm(call: Call) -> int:
    """Folders only with ``-r``; ``-f`` says nothing about what is not there."""
    options = read(call, "rRfvd" if not call.busybox else "rRf", long=LONG)
    if not options.operands:
        return 0 if options.has("f") else call.usage("missing operand")
    if call.state.stdin and not options.has("f"):
        raise call.refuse("whether it asks is not computed")
    status = 0
    for name in options.operands:
        status |= _rm(call, name, options)
    return status


def _rm(call: Call, name: str, options: Options) -> int:  # noqa: PLR0911 - one a complaint
    recursive = options.has("r", "R")
    if name.rstrip("/").rpartition("/")[2] in (".", ".."):
        if call.busybox:
            return call.complain("can't remove '.' or '..'")
        if recursive:
            words = f"refusing to remove '.' or '..' directory: skipping {quoted(name)}"
            return call.complain(words)
    try:
        entry = call.places.lookup(name, follow=False)
    except Refused as refused:
        if call.busybox and refused.number != errno.ENOENT:
            return call.complain(f"can't stat '{name}': {refused.words}")
        if options.has("f") and refused.number in (errno.ENOENT, errno.ENOTDIR):
            return 0
        return _complain(call, name, refused)
    if not entry.path:
        if call.busybox or not recursive:
            raise call.refuse("removing the root is not computed")
        call.complain("it is dangerous to operate recursively on '/'")
        return call.complain("use --no-preserve-root to override this failsafe")
    if entry.kind is not FileKind.DIRECTORY:
        return _unlink(call, entry.path, name, options)
    if recursive:
        return _tree(call, entry, name, options)
    if options.has("d"):
        return _rmdir(call, entry, name, options)
    if call.busybox:
        return call.complain(f"'{name}' is a directory")
    return _complain(call, name, Refused(errno.EISDIR))


def _tree(call: Call, folder: FileEntry, name: str, options: Options) -> int:
    """Delete what a folder holds, then the folder; what cannot go keeps the folders above it."""
    refuse_mounted(folder.path, below=True)
    children = call.files.children(folder.path)
    if children and not (call.who.may(READ, folder) and call.who.may(EXECUTE, folder)):
        return _complain(call, name, Refused(errno.EACCES))
    if call.who.uid == 0 and not options.has("v"):
        # Nothing can stop root: all goes at once.
        call.files.remove(folder.path)
        return 0
    failed = 0
    if options.has("v") and len(children) > 1:
        raise call.refuse("in which order it goes is not recorded")
    for child in children:
        shown = f"{name.rstrip('/')}/{posixpath.basename(child.path)}"
        if child.kind is FileKind.DIRECTORY:
            failed += _tree(call, child, shown, options)
        else:
            failed += _unlink(call, child.path, shown, options)
        if failed > 1:
            # A folder's order on disk is not known, and so not that of the complaints.
            raise call.refuse("in which order it complains is not recorded")
    return failed or _rmdir(call, folder, name, options)


def _unlink(call: Call, path: str, name: str, options: Options) -> int:
    try:
        unlink(call, path)
    except Refused as refused:
        return _complain(call, name, refused)
    if options.has("v"):
        call.out(f"removed {quoted(name)}\n".encode())
    return 0


def _rmdir(call: Call, folder: FileEntry, name: str, options: Options) -> int:
    try:
        if call.files.children(folder.path):
            raise Refused(errno.ENOTEMPTY)
        unlink(call, folder.path)
    except Refused as refused:
        return _complain(call, name, refused)
    if options.has("v"):
        call.out(f"removed directory {quoted(name)}\n".encode())
    return 0


def _complain(call: Call, name: str, refused: Refused) -> int:
    if call.busybox:
        return call.complain(f"can't remove '{name}': {refused.words}")
    return call.complain(f"cannot remove {quoted(name)}: {refused.words}")


def rmdir(call: Call) -> int:
    """Empty folders only; with ``-p`` those above it, too."""
    options = read(call, "p", long={"parents": "p"})
    if not options.operands:
        return call.usage("missing operand")
    status = 0
    for name in options.operands:
        names = [name]
        while options.has("p") and "/" in names[-1].rstrip("/"):
            names.append(posixpath.dirname(names[-1].rstrip("/")))
        for each in names:
            failed = _remove_empty(call, each, parent=each is not name)
            status |= failed
            if failed:
                break
    return status


def _remove_empty(call: Call, name: str, *, parent: bool) -> int:
    try:
        if not name.strip("/"):
            raise Refused(errno.EBUSY)
        entry = call.places.lookup(name, follow=name.endswith("/"))
        if entry.kind is not FileKind.DIRECTORY:
            raise Refused(errno.ENOTDIR)
        if name.rpartition("/")[2] == ".":
            raise Refused(errno.EINVAL)
        if call.files.children(entry.path):
            raise Refused(errno.ENOTEMPTY)
        unlink(call, entry.path)
    except Refused as refused:
        if call.busybox:
            return call.complain(f"'{name}': {refused.words}")
        what = "directory " if parent else ""
        return call.complain(f"failed to remove {what}{quoted(name)}: {refused.words}")
    return 0
