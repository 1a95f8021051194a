"""touch."""

from __future__ import annotations

import errno

from tutor.engine.embedded.shell.commands.call import Call
from tutor.engine.embedded.shell.commands.making import make_file
from tutor.engine.embedded.shell.commands.options import read
from tutor.engine.embedded.shell.commands.quoting import quoted
from tutor.engine.embedded.system.identity import WRITE
from tutor.engine.embedded.system.places import Refused, refuse_mounted


def touch(call: Call) -> int:
    """Makes what is not there; times are not kept, but what was touched is stored again."""
    options = read(call, "cam", "dtr", {"no-create": "c", "date": "d", "reference": "r"})
    if not options.operands:
        return call.usage("missing file operand")
    if options.has("r", "d", "t"):
        raise call.refuse("times are not computed")
    status = 0
    for name in options.operands:
        try:
            _touch(call, name, create=not options.has("c"))
        except Refused as refused:
            if call.busybox:
                status = call.complain(f"{name}: {refused.words}")
            elif name.endswith("/") and refused.number == errno.ENOENT:
                status = call.complain(f"setting times of {quoted(name)}: {refused.words}")
            else:
                status = call.complain(f"cannot touch {quoted(name)}: {refused.words}")
    return status


def _touch(call: Call, name: str, *, create: bool) -> None:
    try:
        path = call.places.find(name)
    except Refused as refused:
        if not create and refused.number == errno.ENOENT:
            return
        raise
    entry = call.places.entry(path)
    if entry is None:
        if create and name.endswith("/"):
            raise Refused(errno.EISDIR if call.busybox else errno.ENOENT)
        if create:
            make_file(call, path)
        return
    refuse_mounted(path)
    if not call.who.owns(entry) and not call.who.may(WRITE, entry):
        raise Refused(errno.EACCES)
    if path:
        call.files.change(path)
