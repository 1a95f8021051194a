"""mkdir."""

from __future__ import annotations

import errno

from tutor.engine.embedded.shell.commands.call import Call
from tutor.engine.embedded.shell.commands.making import make_folder
from tutor.engine.embedded.shell.commands.modes import InvalidMode, changed
from tutor.engine.embedded.shell.commands.options import read
from tutor.engine.embedded.system.places import Refused
from tutor.image import FileKind

LONG = {"mode": "m", "parents": "p", "verbose": "v"}


def mkdir(call: Call) -> int:
    """With ``-p`` folders that are there are left alone, and missing ones above are made."""
    options = read(call, "pv", "m", LONG)
    if not options.operands:
        return call.usage("missing operand")
    if options.has("v") and call.busybox:
        raise call.refuse("the option -v is not computed")
    mode = options.values.get("m")
    if mode is not None:
        try:
            # Where it matters whether a mode was named, the last folder gets exactly it.
            changed(0o777, mode, folder=True, umask=call.umask)
        except InvalidMode:
            words = f"invalid mode '{mode}'" if call.busybox else f"invalid mode {call.quoted(mode)}"
            return call.complain(words)
    status = 0
    for name in options.operands:
        status |= _parents(call, name, mode, told=options.has("v")) if options.has("p") else 0
        if not options.has("p"):
            status |= _one(call, name, name, mode, told=options.has("v"))
    return status


def _one(call: Call, name: str, shown: str, mode: str | None, *, told: bool) -> int:
    try:
        path = call.places.find(name.rstrip("/") or name, follow=False)
        _make(call, path, mode)
    except Refused as refused:
        return _complain(call, shown, refused)
    if told:
        call.out(f"mkdir: created directory {call.quoted(name)}\n".encode())
    return 0


def _make(call: Call, path: str, mode: str | None) -> None:
    umask = 0 if mode is None else _umask_for(call, mode)
    exact = None if mode is None else changed(0o777 & ~umask, mode, folder=True, umask=umask)
    made = make_folder(call, path)
    if exact is not None:
        call.files.change(path, mode=exact if call.busybox else exact | (made.mode & 0o6000))


def _umask_for(call: Call, mode: str) -> int:
    """A symbolic mode starts from all bits, without those of the umask where it names nobody."""
    return 0 if call.busybox or mode[:1] in ("u", "g", "o", "a") else call.umask


def _parents(call: Call, name: str, mode: str | None, *, told: bool) -> int:
    parts = name.split("/")
    for number in range(1, len(parts) + 1):
        so_far = "/".join(parts[:number])
        last = not any(part not in ("", ".") for part in parts[number:])
        if parts[number - 1] in ("", ".", ".."):
            continue
        try:
            entry = call.places.entry(call.places.find(so_far))
            if entry is None:
                _make(call, call.places.find(so_far), mode if last else None)
            elif entry.kind is not FileKind.DIRECTORY:
                raise Refused(errno.EEXIST if last else errno.ENOTDIR)
            elif not last:
                continue
        except Refused as refused:
            shown = so_far + ("/" if call.busybox and not last else "")
            return _complain(call, shown, refused)
        if told and entry is None:
            call.out(f"mkdir: created directory {call.quoted(so_far)}\n".encode())
    return 0


def _complain(call: Call, name: str, refused: Refused) -> int:
    if call.busybox:
        return call.complain(f"can't create directory '{name}': {refused.words}")
    return call.complain(f"cannot create directory {call.quoted(name)}: {refused.words}")
