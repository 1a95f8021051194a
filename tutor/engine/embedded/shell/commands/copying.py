"""cp."""

from __future__ import annotations

import errno
import posixpath
from dataclasses import dataclass, field

from tutor.engine.embedded.shell.commands.call import Call
from tutor.engine.embedded.shell.commands.making import make, unlink
from tutor.engine.embedded.shell.commands.options import Options, read
from tutor.engine.embedded.shell.commands.quoting import quoted
from tutor.engine.embedded.shell.commands.targets import targets
from tutor.engine.embedded.system.identity import EXECUTE, READ, WRITE
from tutor.engine.embedded.system.places import Refused, refuse_mounted
from tutor.image import FileEntry, FileKind

LONG = {"recursive": "r", "archive": "a", "force": "f", "no-dereference": "P", "dereference": "L"}


@dataclass
class _Copying:
    """What the options mean, and where files with several names were copied to."""

    recursive: bool
    keeps: bool
    follows: bool
    follows_named: bool
    links: bool
    copied: dict[str, str] = field(default_factory=dict)


def cp(call: Call) -> int:
    """Files, and with ``-r`` or ``-a`` folders."""
    options = read(call, "rRapfdPLHT", "t", LONG | {"target-directory": "t", "no-target-directory": "T"})
    found = targets(call, options)
    if isinstance(found, int):
        return found
    copying = _meaning(options)
    status = 0
    for source, target in found:
        status |= _named(call, source, target, copying)
    return status


def _meaning(options: Options) -> _Copying:
    recursive = options.has("r", "R", "a")
    keeps_links = options.has("a", "d", "P")
    follows = options.has("L") or not (recursive or keeps_links)
    return _Copying(
        recursive=recursive,
        keeps=options.has("a", "p"),
        follows=follows,
        follows_named=follows or options.has("H"),
        links=options.has("a", "d"),
    )


def _named(call: Call, source: str, target: str, copying: _Copying) -> int:
    try:
        entry = call.places.lookup(source, follow=copying.follows_named)
    except Refused as refused:
        words = refused.words
        if call.busybox:
            words = "Path has non-directory component" if refused.number == errno.ENOTDIR else words
            return call.complain(f"can't stat '{source}': {words}")
        return call.complain(f"cannot stat {quoted(source)}: {words}")
    if entry.kind is FileKind.DIRECTORY and not copying.recursive:
        if call.busybox:
            return call.complain(f"omitting directory '{source}'")
        return call.complain(f"-r not specified; omitting directory {quoted(source)}")
    return _copy(call, entry, source, target, copying)


def _copy(call: Call, entry: FileEntry, source: str, target: str, copying: _Copying) -> int:
    if entry.kind is FileKind.DIRECTORY:
        return _folder(call, entry, source, target, copying)
    if entry.kind is FileKind.SYMLINK:
        return _symlink(call, entry, source, target, copying)
    if entry.kind is not FileKind.FILE:
        raise call.refuse(f"{source} is no regular file")
    return _file(call, entry, source, target, copying)


def _folder(call: Call, entry: FileEntry, source: str, target: str, copying: _Copying) -> int:
    refuse_mounted(entry.path, below=True)
    if not (call.who.may(READ, entry) and call.who.may(EXECUTE, entry)):
        raise call.refuse(f"{source} may not be read")
    try:
        path = call.places.find(target.rstrip("/") or target)
        there = call.places.entry(path)
        if f"{path}/".startswith(f"{entry.path}/") or not entry.path:
            raise call.refuse("copying a folder into itself is not computed")
        if there is None:
            kept = 0o7777 if call.busybox else 0o777
            there = make(call, path, FileKind.DIRECTORY, entry.mode & kept & ~call.umask)
        elif there.kind is not FileKind.DIRECTORY:
            if call.busybox:
                return call.complain(f"target '{target}' is not a directory")
            return call.complain(
                f"cannot overwrite non-directory {quoted(target)} with directory {quoted(source)}"
            )
    except Refused as refused:
        if call.busybox:
            return call.complain(f"can't create directory '{target}': {refused.words}")
        return call.complain(f"cannot create directory {quoted(target)}: {refused.words}")
    status = 0
    for child in call.files.children(entry.path):
        name = posixpath.basename(child.path)
        below = f"{source.rstrip('/')}/{name}"
        found = (call.places.exists(below) or child) if copying.follows else child
        status |= _copy(call, found, below, f"{target.rstrip('/')}/{name}", copying)
    if copying.keeps and path:
        _keep(call, path, entry)
    return status


def _symlink(call: Call, entry: FileEntry, source: str, target: str, copying: _Copying) -> int:
    try:
        path = call.places.find(target, follow=False)
        there = call.places.entry(path)
        if there is not None and there.kind is FileKind.DIRECTORY:
            if call.busybox:
                raise call.refuse("a symlink in the place of a folder is not computed")
            return call.complain(
                f"cannot overwrite directory {quoted(target)} with non-directory {quoted(source)}"
            )
        if there is not None:
            unlink(call, path)
        make(call, path, FileKind.SYMLINK, 0o777 | call.umask, target=entry.target)
        call.files.change(path, mode=0o777)
    except Refused as refused:
        if call.busybox:
            return call.complain(f"can't create symlink '{target}' to '{entry.target}': {refused.words}")
        return call.complain(f"cannot create symbolic link {quoted(target)}: {refused.words}")
    if copying.keeps and call.who.uid == 0:
        call.files.change(path, uid=entry.uid, gid=entry.gid)
    return 0


def _file(call: Call, entry: FileEntry, source: str, target: str, copying: _Copying) -> int:  # noqa: PLR0911 - one a complaint
    refuse_mounted(entry.path)
    inode = entry.same_as or entry.path
    try:
        path = call.places.find(target)
        there = call.places.entry(path)
        if target.endswith("/") and there is None:
            raise Refused(errno.EISDIR if call.busybox else errno.ENOTDIR)
        if there is not None and there.kind is FileKind.DIRECTORY:
            if call.busybox:
                return call.complain(f"'{target}' is a directory")
            return call.complain(
                f"cannot overwrite directory {quoted(target)} with non-directory {quoted(source)}"
            )
        if there is not None and (there.same_as or there.path) == inode:
            mark = (lambda name: f"'{name}'") if call.busybox else quoted
            return call.complain(f"{mark(source)} and {mark(target)} are the same file")
        if not call.who.may(READ, entry):
            if call.busybox:
                return call.complain(f"can't open '{source}': {Refused(errno.EACCES).words}")
            return call.complain(f"cannot open {quoted(source)} for reading: {Refused(errno.EACCES).words}")
        if copying.links and inode in copying.copied and there is None:
            call.places.may_change(path)
            call.files.link(copying.copied[inode], path)
            return 0
        _write(call, entry, path, there)
    except Refused as refused:
        if call.busybox:
            return call.complain(f"can't create '{target}': {refused.words}")
        return call.complain(f"cannot create regular file {quoted(target)}: {refused.words}")
    copying.copied[inode] = path
    if copying.keeps:
        _keep(call, path, entry)
    return 0


def _write(call: Call, entry: FileEntry, path: str, there: FileEntry | None) -> None:
    named = call.places.files.get(path)
    if named is not None and named.kind is not FileKind.FILE:
        raise call.refuse("the target is no regular file")
    if there is None:
        if call.busybox and entry.mode & 0o6000:
            raise call.refuse("a program with setuid or setgid is not computed")
        make(
            call, path, FileKind.FILE, entry.mode & 0o777 & ~call.umask, digest=entry.digest, size=entry.size
        )
        return
    refuse_mounted(path)
    if not call.who.may(WRITE, there):
        raise Refused(errno.EACCES)
    call.files.change(path, digest=entry.digest, size=entry.size)


def _keep(call: Call, path: str, entry: FileEntry) -> None:
    """Give a copy the mode and owner of what it was made from, as far as the process may."""
    if call.who.uid == 0:
        call.files.change(path, mode=entry.mode, uid=entry.uid, gid=entry.gid)
        return
    mine = (entry.uid, entry.gid) == (call.who.uid, call.who.gid)
    if call.busybox and not mine:
        raise call.refuse("keeping somebody else's owner is root's")
    call.files.change(path, mode=entry.mode if mine else entry.mode & 0o1777)
