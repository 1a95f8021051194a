"""Digests of what a script reaches, as the user who runs it may read it."""

from __future__ import annotations

import posixpath
from hashlib import sha256

from tutor.engine.embedded.contents import Contents
from tutor.engine.embedded.running.view import EXECUTE, READ, Unreachable, View, may, seen
from tutor.engine.embedded.tools.inputs import OF_THE_BUILD
from tutor.image import FileEntry, FileKind

MOST_BYTES = 1024 * 1024
NOT_PART = frozenset({"__pycache__", ".package-lock.json"})
"""Written beside programs, and no part of them."""


def entry_at(view: View, path: str) -> FileEntry | None:
    """What the user finds at an absolute path."""
    if view.files.resolve(path) is None and path.strip("/"):
        return None  # Asked first: what the kernel mounts is of no interest here.
    try:
        return view.find(path)
    except Unreachable:
        return None


def is_folder(entry: FileEntry | None) -> bool:
    return entry is not None and entry.kind is FileKind.DIRECTORY


def is_file(entry: FileEntry | None) -> bool:
    return entry is not None and entry.kind is FileKind.FILE


def digest_of(view: View, entry: FileEntry) -> str:
    """A file's digest, or one of all that a folder holds."""
    return below(view, entry.path) if entry.kind is FileKind.DIRECTORY else seen(view, f"/{entry.path}")


def below(view: View, folder: str) -> str:
    """One digest of the names and contents below a folder; ``""`` for nothing."""
    whole, empty = sha256(), True
    for entry in view.files.below(folder.strip("/")):
        parts = posixpath.relpath(entry.path, folder.strip("/") or ".").split("/")
        if NOT_PART.intersection(parts) or OF_THE_BUILD.fullmatch(entry.path):
            continue
        empty = False
        held = entry.digest or entry.target or entry.kind.value
        if not may(view.user, entry, EXECUTE | READ if entry.kind is FileKind.DIRECTORY else READ):
            held = "unreadable"
        whole.update(f"{'/'.join(parts)}\0{held}\n".encode("utf-8", "surrogateescape"))
    return "" if empty else f"sha256:{whole.hexdigest()}"


def text_of(view: View, contents: Contents, path: str) -> str | None:
    """The whole text of a file that may be read; None where it is not known."""
    entry = entry_at(view, path)
    if entry is None or not may(view.user, entry, READ):
        return None
    content = contents.whole(entry.digest, entry.size)
    return None if content is None else content.decode("utf-8", "replace")


def folders_up(folder: str) -> list[str]:
    """A folder and all above it, the root last."""
    found = [folder]
    while found[-1] != "/":
        found.append(posixpath.dirname(found[-1]))
    return found
