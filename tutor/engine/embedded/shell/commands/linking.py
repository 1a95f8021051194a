"""ln."""

from __future__ import annotations

import errno
import posixpath

from tutor.engine.embedded.shell.commands.call import Call
from tutor.engine.embedded.shell.commands.making import make, unlink
from tutor.engine.embedded.shell.commands.options import Options, read
from tutor.engine.embedded.shell.commands.quoting import quoted
from tutor.engine.embedded.shell.commands.targets import targets
from tutor.engine.embedded.system.places import Refused
from tutor.image import FileKind

LONG = {"symbolic": "s", "force": "f", "no-dereference": "n", "target-directory": "t"}


def ln(call: Call) -> int:
    """Hard links, or symlinks with ``-s``."""
    options = read(call, "sfnT", "t", LONG)
    if len(options.operands) == 1 and not options.has("t", "T"):
        name = posixpath.basename(options.operands[0].rstrip("/"))
        found: list[tuple[str, str]] | int = [(options.operands[0], name if call.busybox else f"./{name}")]
    elif not options.operands:
        return call.usage("missing file operand")
    else:
        found = targets(call, options)
    if isinstance(found, int):
        return found
    status = 0
    for source, target in found:
        status |= (
            _symbolic(call, source, target, options)
            if options.has("s")
            else _hard(call, source, target, options)
        )
    return status


def _symbolic(call: Call, source: str, target: str, options: Options) -> int:
    try:
        if not source:
            raise call.refuse("an empty target is not computed")
        path = _free(call, target, options)
        make(call, path, FileKind.SYMLINK, 0o777, target=source)
    except Refused as refused:
        if call.busybox:
            return call.complain(f"{target}: {refused.words}")
        return call.complain(f"failed to create symbolic link {quoted(target)}: {refused.words}")
    return 0


def _hard(call: Call, source: str, target: str, options: Options) -> int:  # noqa: PLR0911 - one a complaint
    try:
        entry = call.places.lookup(source, follow=False)
    except Refused as refused:
        if call.busybox:
            return call.complain(f"{source}: {refused.words}")
        return call.complain(f"failed to access {quoted(source)}: {refused.words}")
    if entry.kind is FileKind.DIRECTORY:
        if call.busybox:
            return call.complain(f"{target}: Operation not permitted")
        return call.complain(f"{source}: hard link not allowed for directory")
    if entry.kind is not FileKind.FILE or not call.who.owns(entry):
        raise call.refuse("a hard link to such a file is not computed")
    try:
        path = _free(call, target, options)
        call.places.may_change(path)
    except Refused as refused:
        if call.busybox:
            return call.complain(f"{target}: {refused.words}")
        shown = f"failed to create hard link {quoted(target)}"
        if refused.number != errno.EEXIST:
            shown += f" => {quoted(source)}"
        return call.complain(f"{shown}: {refused.words}")
    call.files.link(entry.path, path)
    return 0


def _free(call: Call, target: str, options: Options) -> str:
    """The path of a new name; with ``-f`` what is there goes first. Raises Refused."""
    path = call.places.find(target, follow=False)
    there = call.places.entry(path)
    if there is not None:
        if not options.has("f"):
            raise Refused(errno.EEXIST)
        if there.kind is FileKind.DIRECTORY:
            raise call.refuse("a folder is in the way")
        unlink(call, path)
    elif target.endswith("/"):
        raise Refused(errno.ENOENT)
    return path
