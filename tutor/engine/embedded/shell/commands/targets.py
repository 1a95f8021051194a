"""Which source goes to which target: what cp, mv, ln and install have in common."""

from __future__ import annotations

import posixpath

from tutor.engine.embedded.shell.commands.call import Call
from tutor.engine.embedded.shell.commands.options import Options
from tutor.engine.embedded.shell.commands.quoting import quoted
from tutor.engine.embedded.system.places import Refused
from tutor.image import FileKind


def targets(call: Call, options: Options) -> list[tuple[str, str]] | int:  # noqa: PLR0911 - one a complaint
    """Pairs of source and target, or the status of a complaint.

    The last operand is a folder to put things into when it is one; ``-t`` names it, ``-T`` says it is none.
    """
    sources = list(options.operands)
    folder = options.values.get("t")
    if folder is None:
        if len(sources) < 2:
            after = f"destination file operand after {quoted(sources[0])}" if sources else "file operand"
            return call.usage(f"missing {after}")
        last = sources.pop()
        if options.has("T"):
            if len(sources) > 1:
                return call.usage(f"extra operand {quoted(sources[1])}")
            return [(sources[0], last)]
        there = call.places.exists(last, follow=not options.has("n"))
        if there is None or there.kind is not FileKind.DIRECTORY:
            if len(sources) == 1:
                return [(sources[0], last)]
            return _no_folder(call, last)
        folder = last
    elif not sources:
        return call.usage("missing file operand")
    elif not _is_folder(call, folder):
        return _no_folder(call, folder)
    return [(source, _below(call, folder, source)) for source in sources]


def _is_folder(call: Call, name: str) -> bool:
    there = call.places.exists(name)
    return there is not None and there.kind is FileKind.DIRECTORY


def _below(call: Call, folder: str, source: str) -> str:
    """Where a source comes to lie in a folder; ``d/.`` is the folder's own content."""
    name = posixpath.basename(source.rstrip("/"))
    if name == ".." and call.name != "ln":
        raise call.refuse("a source that ends in .. is not computed")
    return f"{folder.rstrip('/') or ''}/{name}" if folder.strip("/") else f"/{name}"


def _no_folder(call: Call, name: str) -> int:
    if call.busybox:
        raise call.refuse("its target is no folder")
    try:
        call.places.lookup(name)
        words = "Not a directory"
    except Refused as refused:
        words = refused.words
    return call.complain(f"target {quoted(name)}: {words}")
