"""chown and chgrp, and owners as commands are told them."""

from __future__ import annotations

import errno

from tutor.engine.embedded.shell.commands.call import Call
from tutor.engine.embedded.shell.commands.options import Options, read
from tutor.engine.embedded.shell.commands.quoting import quoted
from tutor.engine.embedded.system.identity import accounts, groups
from tutor.engine.embedded.system.places import Refused, refuse_mounted
from tutor.image import FileEntry, FileKind

LONG = {"recursive": "R", "no-dereference": "h"}
MOST_ID = 2**32 - 2


class UnknownOwner(ValueError):  # noqa: N818 - reads as what it is
    """No such user or group; the message says what it is: ``user``, ``group`` or ``spec``."""


def user_id(call: Call, name: str) -> int:
    """The number of a user. Raises UnknownOwner."""
    found = next((one.uid for one in accounts(call.files, call.contents) if one.name == name), None)
    return found if found is not None else _number(name, "user")


def group_id(call: Call, name: str) -> int:
    """The number of a group. Raises UnknownOwner."""
    found = next((one.gid for one in groups(call.files, call.contents) if one.name == name), None)
    return found if found is not None else _number(name, "group")


def _number(name: str, what: str) -> int:
    if not (name.isascii() and name.isdecimal()) or int(name) > MOST_ID:
        raise UnknownOwner(what)
    return int(name)


def chown(call: Call) -> int:
    """``USER``, ``USER:GROUP``, ``USER:`` for the user's own group, ``:GROUP``."""
    options = read(call, "Rh", long=LONG)
    if len(options.operands) < 2:
        return _too_few(call, options)
    spec = options.operands.pop(0)
    user, colon, group = spec.partition(":")
    try:
        if not colon and "." in spec and not call.busybox:
            raise call.refuse("an owner with a dot is not computed")
        uid = user_id(call, user) if user else None
        gid = group_id(call, group) if group else None
        if colon and user and not group:
            gid = next((one.gid for one in accounts(call.files, call.contents) if one.name == user), None)
            if gid is None and call.busybox:
                gid = uid
            elif gid is None:
                raise UnknownOwner("spec")
    except UnknownOwner as unknown:
        if call.busybox:
            return call.complain(f"unknown user/group {spec}" if colon else f"unknown user {spec}")
        return call.complain(f"invalid {unknown}: {call.quoted(spec)}")
    return _all(call, options, uid, gid)


def chgrp(call: Call) -> int:
    """A group by name or number."""
    options = read(call, "Rh", long=LONG)
    if len(options.operands) < 2:
        return _too_few(call, options)
    group = options.operands.pop(0)
    try:
        gid = group_id(call, group) if group else None
    except UnknownOwner:
        if call.busybox:
            return call.complain(f"unknown group {group}")
        return call.complain(f"invalid group: {call.quoted(group)}")
    return _all(call, options, None, gid)


def _too_few(call: Call, options: Options) -> int:
    after = f" after {call.quoted(options.operands[0])}" if options.operands else ""
    return call.usage(f"missing operand{after}")


def _all(call: Call, options: Options, uid: int | None, gid: int | None) -> int:
    status = 0
    recursive = options.has("R")
    for name in options.operands:
        try:
            entry = call.places.lookup(name, follow=not (options.has("h") or recursive))
        except Refused as refused:
            if call.busybox:
                status = call.complain(f"{name}: {refused.words}")
            else:
                status = call.complain(f"cannot access {quoted(name)}: {refused.words}")
            continue
        if recursive and entry.kind is FileKind.SYMLINK:
            raise call.refuse("a symlink at the top of -R is not computed")
        status |= _change(call, entry, name, uid, gid, below=recursive)
    return status


def _change(call: Call, entry: FileEntry, name: str, uid: int | None, gid: int | None, *, below: bool) -> int:
    refuse_mounted(entry.path, below=below)
    status = 0
    if not _allowed(call, entry, uid, gid):
        what = "group" if uid is None else "ownership"
        shown = name if call.busybox else f"changing {what} of {quoted(name)}"
        status = call.complain(f"{shown}: {Refused(errno.EPERM).words}")
    elif entry.path and (uid is not None or gid is not None):
        give(call, entry, uid, gid)
    if below and entry.kind is FileKind.DIRECTORY:
        failed = 0
        for child in call.files.children(entry.path):
            shown = f"{name.rstrip('/')}/{child.path.rpartition('/')[2]}"
            failed += _change(call, child, shown, uid, gid, below=True)
        if failed > 1:
            raise call.refuse("in which order it complains is not recorded")
        status |= failed
    return status


def give(call: Call, entry: FileEntry, uid: int | None, gid: int | None) -> None:
    """Give a path to somebody; the kernel takes setuid and setgid from programs by that."""
    mode = entry.mode
    if entry.kind is FileKind.FILE:
        mode &= ~0o4000
        mode &= ~0o2000 if mode & 0o010 else 0o7777
    call.files.change(
        entry.path,
        uid=entry.uid if uid is None else uid,
        gid=entry.gid if gid is None else gid,
        mode=mode,
    )


def _allowed(call: Call, entry: FileEntry, uid: int | None, gid: int | None) -> bool:
    if call.who.uid == 0 or (uid is None and gid is None):
        return True
    if not call.who.owns(entry) or (uid is not None and uid != entry.uid):
        return False
    return gid is None or gid == entry.gid or call.who.belongs_to(gid)
