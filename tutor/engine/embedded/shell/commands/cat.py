"""cat."""

from __future__ import annotations

from tutor.engine.embedded.shell.commands.call import Call
from tutor.engine.embedded.shell.commands.options import read
from tutor.engine.embedded.shell.streams import content_of
from tutor.engine.embedded.system.identity import READ
from tutor.engine.embedded.system.places import Refused
from tutor.image import FileKind


def cat(call: Call) -> int:
    """Files one after the other, standard input for ``-`` and for none."""
    status = 0
    for name in read(call, "u").operands or ["-"]:
        if name == "-":
            call.out(call.state.stdin)
            continue
        try:
            entry = call.places.lookup(name)
            if not call.who.may(READ, entry):
                raise Refused(13)
        except Refused as refused:
            if call.busybox:
                status = call.complain(f"can't open '{name}': {refused.words}")
            else:
                status = call.complain(f"{_plain(call, name)}: {refused.words}")
            continue
        if entry.kind is FileKind.DIRECTORY:
            words = "read error: Is a directory" if call.busybox else f"{_plain(call, name)}: Is a directory"
            status = call.complain(words)
            continue
        if entry.kind is not FileKind.FILE:
            raise call.refuse("it is no regular file")
        call.out(content_of(call.files, call.contents, entry.path))
    return status


def _plain(call: Call, name: str) -> str:
    """A name that needs no quotes in a message."""
    if not name or any(not (char.isascii() and (char.isalnum() or char in "/._-+,@%=:")) for char in name):
        raise call.refuse("how a message names such a file is not computed")
    return name
