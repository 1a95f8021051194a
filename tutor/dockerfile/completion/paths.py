"""Paths of the build context and of stages."""

from __future__ import annotations

import posixpath

from tutor.dockerfile.completion.matching import MOST_CANDIDATES, beginning_with
from tutor.dockerfile.completion.model import Candidate, Completion, Folder, Known, Listing

_MOST_SEARCHED = 5_000
"""Of a longer folder the rest is found by the beginning of its names only: a key must not wait."""


def path_completion(
    source: str, typed: str, start: int, end: int, known: Known, *, quote: str = ""
) -> Completion:
    """Complete the last name of a path that is typed from column ``start``.

    ``source`` is CONTEXT, or a stage or image; a relative path begins at its root too. ``quote`` closes a
    file's name.
    """
    head, slash, name = typed.rpartition("/")
    path = _folder(head, rooted=typed.startswith("/"))
    if path is None:
        return Completion(start, end, typed)
    folder = Folder(source, path)
    listing = known.folders.get(folder)
    at = start + len(head) + len(slash)
    if listing is None:
        return Completion(at, end, name, wanted=folder)
    names = list(beginning_with(name, listing))
    if name and len(names) < MOST_CANDIDATES:
        names += _alike(name, listing)
    found = [
        _candidate(one, quote)
        for one in names[:MOST_CANDIDATES]
        if name.startswith(".") or not one.startswith(".")
    ]
    return Completion(at, end, name, tuple(found), wanted=folder)


def _alike(name: str, listing: Listing) -> list[str]:
    """Names that begin otherwise: with other capitals, or with ``name`` somewhere inside."""
    wanted = name.lower()
    some = listing[:_MOST_SEARCHED]
    others = [one for one in some if wanted in one.lower() and not one.startswith(name)]
    if len(wanted) == 1:
        return [one for one in others if one.lower().startswith(wanted)]
    return sorted(others, key=lambda one: not one.lower().startswith(wanted))


def _candidate(name: str, quote: str) -> Candidate:
    if name.endswith("/"):
        return Candidate(name, "folder", goes_on=True)
    return Candidate(name, "file", insert=name + quote)


def _folder(head: str, *, rooted: bool) -> str | None:
    """The folder that the part of a path before its last slash names; None outside of everything."""
    if "$" in head:
        return None
    path = posixpath.normpath(head.strip("/") or ".")
    if path.startswith(".."):
        return "" if rooted else None
    return "" if path == "." else path
