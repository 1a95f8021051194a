"""install."""

from __future__ import annotations

import errno
import posixpath

from tutor.engine.embedded.shell.commands.call import Call
from tutor.engine.embedded.shell.commands.making import make, make_folder, unlink
from tutor.engine.embedded.shell.commands.modes import InvalidMode, changed
from tutor.engine.embedded.shell.commands.options import read
from tutor.engine.embedded.shell.commands.owners import UnknownOwner, group_id, user_id
from tutor.engine.embedded.shell.commands.quoting import quoted
from tutor.engine.embedded.shell.commands.targets import targets
from tutor.engine.embedded.system.identity import READ
from tutor.engine.embedded.system.places import Refused
from tutor.image import FileKind

LONG = {"directory": "d", "mode": "m", "owner": "o", "group": "g", "target-directory": "t"}


def install(call: Call) -> int:  # noqa: PLR0911 - one a complaint
    """Copies with a mode and an owner; makes folders with ``-d``."""
    options = read(call, "dDcT", "mogt", LONG)
    try:
        mode = changed(0, options.values.get("m", "755"), folder=options.has("d"), umask=0)
        uid = user_id(call, options.values["o"]) if options.has("o") else None
        gid = group_id(call, options.values["g"]) if options.has("g") else None
    except InvalidMode:
        if call.busybox:
            raise call.refuse("its complaint about a mode is not recorded") from None
        return call.complain(f"invalid mode {call.quoted(options.values['m'])}")
    except UnknownOwner as unknown:
        name = options.values["o" if str(unknown) == "user" else "g"]
        if call.busybox:
            return call.complain(f"unknown {unknown} {name}")
        return call.complain(f"invalid {unknown} {quoted(name)}")
    if (uid is not None or gid is not None) and call.who.uid != 0:
        raise call.refuse("giving files to somebody else is root's")
    status = 0
    if options.has("d"):
        if not options.operands:
            return call.usage("missing file operand")
        for name in options.operands:
            status |= _folder(call, name, mode, uid, gid)
        return status
    if options.has("D") and "t" not in options.values and len(options.operands) == 2:
        status |= _parents(call, posixpath.dirname(options.operands[1]))
    found = targets(call, options)
    if isinstance(found, int):
        return found
    for source, target in found:
        status |= _file(call, source, target, mode, uid, gid)
    return status


def _parents(call: Call, name: str) -> int:
    so_far = "/" if name.startswith("/") else ""
    for part in filter(None, name.split("/")):
        so_far = posixpath.join(so_far, part)
        try:
            if call.places.entry(call.places.find(so_far)) is None:
                make_folder(call, call.places.find(so_far))
        except Refused as refused:
            return _no_folder(call, so_far, refused)
    return 0


def _folder(call: Call, name: str, mode: int, uid: int | None, gid: int | None) -> int:
    status = _parents(call, posixpath.dirname(name.rstrip("/")))
    if status:
        return status
    try:
        path = call.places.find(name.rstrip("/") or name)
        there = call.places.entry(path)
        if there is None:
            make_folder(call, path)
        elif there.kind is not FileKind.DIRECTORY:
            raise Refused(errno.EEXIST)
        elif not path or not call.who.owns(there):
            raise call.refuse("changing that folder is not computed")
    except Refused as refused:
        return _no_folder(call, name, refused)
    _give(call, path, mode, uid, gid)
    return 0


def _no_folder(call: Call, name: str, refused: Refused) -> int:
    if call.busybox:
        return call.complain(f"can't create directory '{name}': {refused.words}")
    if refused.number == errno.EACCES:
        raise call.refuse("what it says where it may not write is not recorded")
    return call.complain(f"cannot create directory {call.quoted(name)}: {refused.words}")


def _give(call: Call, path: str, mode: int, uid: int | None, gid: int | None) -> None:
    owners = {"uid": uid, "gid": gid}
    call.files.change(path, mode=mode, **{name: one for name, one in owners.items() if one is not None})


def _file(call: Call, source: str, target: str, mode: int, uid: int | None, gid: int | None) -> int:
    try:
        entry = call.places.lookup(source)
    except Refused as refused:
        if call.busybox:
            return call.complain(f"can't stat '{source}': {refused.words}")
        return call.complain(f"cannot stat {quoted(source)}: {refused.words}")
    if entry.kind is FileKind.DIRECTORY and not call.busybox:
        return call.complain(f"omitting directory {quoted(source)}")
    if entry.kind is not FileKind.FILE or not call.who.may(READ, entry):
        raise call.refuse(f"{source} is not computed")
    try:
        path = call.places.find(target)
        there = call.places.entry(path)
        if there is not None and (there.same_as or there.path) == (entry.same_as or entry.path):
            raise call.refuse("both are one file")
        if there is not None:
            unlink(call, path)
        elif target.endswith("/"):
            raise Refused(errno.ENOTDIR)
        make(call, path, FileKind.FILE, 0o600, digest=entry.digest, size=entry.size)
    except Refused as refused:
        if call.busybox:
            words = "Path does not exist" if refused.number == errno.ENOENT else refused.words
            return call.complain(f"can't create '{target}': {words}")
        return call.complain(f"cannot create regular file {quoted(target)}: {refused.words}")
    _give(call, path, mode, uid, gid)
    return 0
