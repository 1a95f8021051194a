"""chmod."""

from __future__ import annotations

import errno

from tutor.engine.embedded.shell.commands.call import Call
from tutor.engine.embedded.shell.commands.modes import InvalidMode, changed
from tutor.engine.embedded.shell.commands.options import read
from tutor.engine.embedded.shell.commands.quoting import quoted
from tutor.engine.embedded.system.places import Refused, refuse_mounted
from tutor.image import FileEntry, FileKind

LONG = {"recursive": "R"}
LETTERS = "rwxXstugoa"


def chmod(call: Call) -> int:
    """Symlinks are followed where they are named, and left alone below a folder."""
    arguments = call.arguments
    taken = [word for word in arguments if word[:1] == "-" and word[1:2] in tuple(LETTERS)]
    if taken:
        call.arguments = [word for word in arguments if word not in taken[:1]]
    options = read(call, "R", long=LONG)
    mode = taken[0] if taken else options.operands.pop(0) if options.operands else None
    if not options.operands:
        return call.usage(f"missing operand after {call.quoted(mode)}" if mode else "missing operand")
    if mode is None:
        return call.usage("missing operand")
    try:
        changed(0, mode, folder=False)
    except InvalidMode:
        if call.busybox:
            return call.complain(f"invalid mode '{mode}'")
        return call.usage(f"invalid mode: {call.quoted(mode)}")
    status = 0
    for name in options.operands:
        try:
            entry = call.places.lookup(name)
        except Refused as refused:
            if call.busybox:
                status = call.complain(f"{name}: {refused.words}")
            else:
                status = call.complain(f"cannot access {quoted(name)}: {refused.words}")
            continue
        status |= _change(call, entry, name, mode, below=options.has("R"))
    return status


def _change(call: Call, entry: FileEntry, name: str, mode: str, *, below: bool) -> int:
    refuse_mounted(entry.path, below=below)
    folder = entry.kind is FileKind.DIRECTORY
    new = changed(entry.mode, mode, folder=folder and not call.busybox, umask=call.umask)
    if call.busybox and folder and "X" in mode:
        new = changed(entry.mode, mode.replace("X", "x"), folder=False, umask=call.umask)
    status = 0
    if not call.who.owns(entry):
        words = Refused(errno.EPERM).words
        shown = name if call.busybox else f"changing permissions of {quoted(name)}"
        status = call.complain(f"{shown}: {words}")
    elif entry.path:
        if call.who.uid != 0 and not call.who.belongs_to(entry.gid) and not folder:
            new &= ~0o2000
        call.files.change(entry.path, mode=new)
    else:
        raise call.refuse("the root's own mode is not kept")
    if mode[:1] == "-" and not call.busybox and not status:
        meant = changed(entry.mode, f"a{mode}", folder=folder)
        if new & ~meant:
            words = f"new permissions are {_letters(new)}, not {_letters(meant)}"
            status = call.complain(f"{_unquoted(call, name)}: {words}")
    if below and folder:
        failed = 0
        for child in call.files.children(entry.path):
            if child.kind is not FileKind.SYMLINK:
                shown = f"{name.rstrip('/')}/{child.path.rpartition('/')[2]}"
                failed += _change(call, child, shown, mode, below=True)
        if failed > 1:
            raise call.refuse("in which order it complains is not recorded")
        status |= failed
    return status


def _unquoted(call: Call, name: str) -> str:
    if quoted(name) != f"'{name}'" or " " in name:
        raise call.refuse("how a message names such a file is not computed")
    return name


def _letters(mode: int) -> str:
    return "".join(letter if mode >> (8 - at) & 1 else "-" for at, letter in enumerate("rwx" * 3))
