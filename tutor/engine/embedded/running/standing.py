"""How paths stand that a lesson says its program looks at."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence

from tutor.engine.embedded.running.interpreted import reach
from tutor.engine.embedded.running.view import DENIED, EXECUTE, WRITE, Unreachable, View, may, seen
from tutor.image import FileKind

HERE = "./"

ARGUMENT = re.compile(r"\{(?P<number>[1-9])(:(?P<otherwise>[^}]*))?\}")
"""The program's argument of that number, or after the colon what stands for one that is not given."""


def standing(view: View, path: str, arguments: Sequence[str] = ()) -> str:
    """In words that can be compared: what is there, and whether the user may write it.

    ``./x`` counts from the working folder; ``x/`` is all that lies below; ``{1:/data}`` is what the first
    argument names. Of what is not there the nearest folder above tells whether it may be made.
    """
    path = ARGUMENT.sub(lambda found: _argument(found, arguments), path)
    absolute = posixpath.normpath(posixpath.join(view.folder, path.removesuffix("/") or "/"))
    try:
        entry = view.find(absolute)
    except Unreachable as problem:
        if problem.words == DENIED:
            return "out of reach"
        return f"nothing, {_above(view, posixpath.dirname(absolute))}"
    may_write = may(view.user, entry, WRITE)
    if entry.kind is not FileKind.DIRECTORY:
        return f"{seen(view, absolute)} {_word(may_write)}"
    whole = _word(may_write and may(view.user, entry, EXECUTE))
    if not path.endswith("/"):
        return f"folder {whole}"
    inside = [
        f"{posixpath.relpath(each.path, entry.path or '.')} {_word(may(view.user, each, WRITE))}"
        for each in view.files.below(entry.path)
    ]
    return f"folder {whole} {reach.below(view, entry.path)} {' '.join(inside)}".rstrip()


def _argument(found: re.Match[str], arguments: Sequence[str]) -> str:
    number = int(found["number"])
    return arguments[number - 1] if number <= len(arguments) else found["otherwise"] or "."


def _above(view: View, folder: str) -> str:
    """Whether something can be made in a folder, or in the nearest one above that is there."""
    for above in reach.folders_up(folder):
        try:
            entry = view.find(above)
        except Unreachable as problem:
            if problem.words == DENIED:
                return "out of reach"
            continue
        if entry.kind is not FileKind.DIRECTORY:
            return "below a file"
        depth = "" if above == folder else " folder to make"
        return f"in a folder {_word(may(view.user, entry, WRITE | EXECUTE))}{depth}"
    return "out of reach"


def _word(may_write: bool) -> str:
    return "to write" if may_write else "to read"
