"""mv."""

from __future__ import annotations

import errno

from tutor.engine.embedded.shell.commands.call import Call
from tutor.engine.embedded.shell.commands.options import read
from tutor.engine.embedded.shell.commands.quoting import quoted
from tutor.engine.embedded.shell.commands.targets import targets
from tutor.engine.embedded.system.places import Refused, refuse_mounted
from tutor.image import FileKind

LONG = {"force": "f", "target-directory": "t", "no-target-directory": "T"}


def mv(call: Call) -> int:
    """Renames, in place of what was there."""
    found = targets(call, read(call, "fT", "t", LONG))
    if isinstance(found, int):
        return found
    status = 0
    for source, target in found:
        status |= _move(call, source, target)
    return status


def _move(call: Call, source: str, target: str) -> int:
    try:
        entry = call.places.lookup(source.rstrip("/") or source, follow=False)
    except Refused as refused:
        return _cannot(call, f"cannot stat {quoted(source)}: {refused.words}", source, refused)
    refuse_mounted(entry.path, below=True)
    folder = entry.kind is FileKind.DIRECTORY
    try:
        path = call.places.find(target.rstrip("/") if folder else target, follow=False)
        there = call.places.entry(path)
        if path == entry.path and not folder:
            if call.busybox:
                raise call.refuse("moving a file onto itself is not computed")
            return call.complain(f"{quoted(source)} and {quoted(target)} are the same file")
        if folder and f"{path}/".startswith(f"{entry.path}/"):
            words = f"cannot move {quoted(source)} to a subdirectory of itself, {quoted(target)}"
            return _cannot(call, words, source, Refused(errno.EINVAL))
        if there is not None:
            if folder != (there.kind is FileKind.DIRECTORY) or (folder and call.files.children(path)):
                raise call.refuse("its target is in the way")
            if (there.same_as or there.path) == (entry.same_as or entry.path):
                raise call.refuse("both are one file")
            call.places.may_remove(path)
        elif target.endswith("/") and not folder:
            raise Refused(errno.ENOTDIR)
        call.places.may_remove(entry.path)
        call.places.may_change(path)
    except Refused as refused:
        words = f"cannot move {quoted(source)} to {quoted(target)}: {refused.words}"
        return _cannot(call, words, source, refused)
    call.files.move(entry.path, path)
    return 0


def _cannot(call: Call, words: str, source: str, refused: Refused) -> int:
    return call.complain(f"can't rename '{source}': {refused.words}" if call.busybox else words)
