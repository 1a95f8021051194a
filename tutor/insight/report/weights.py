"""Where the bytes of an image lie, in the documents."""

from __future__ import annotations

import heapq

import msgspec

from tutor.image import FileEntry, FileKind, FileTree
from tutor.image.kinds import tally
from tutor.image.showing import encodable

MOSTLY = 0.9
"""A folder of which one subfolder has as much is not told of: the subfolder is."""


class WeightRow(msgspec.Struct, frozen=True):
    """A file, or a folder with all that lies below it; the root's path is empty."""

    path: str
    bytes: int
    files: int = 1


class KindRow(msgspec.Struct, frozen=True):
    """Files of one kind: OS packages, language runtime, application, caches, documentation, …"""

    kind: str
    files: int
    bytes: int


class EntryRow(msgspec.Struct, frozen=True):
    """A path: ``kind`` is the letter of ``find -printf %y``, ``mode`` octal, ``target`` a symlink's text."""

    path: str
    kind: str
    mode: str
    bytes: int
    uid: int
    gid: int
    target: str | None = None
    same_as: str | None = None
    digest: str | None = None


def largest_files(files: FileTree, most: int) -> list[WeightRow]:
    """The largest regular files, a hard-linked one once."""
    regular = (e for e in files.by_path.values() if e.kind is FileKind.FILE and e.same_as is None and e.size)
    largest = heapq.nsmallest(most, regular, key=lambda entry: (-entry.size, entry.path))
    return [WeightRow(encodable(entry.path), entry.size) for entry in largest]


def largest_folders(files: FileTree, most: int) -> list[WeightRow]:
    """The largest folders with all that lies below them, so an inner one is part of an outer one.

    Folders that are little more than one subfolder are left out.
    """
    sizes = {
        entry.path: files.bytes_under(entry.path)
        for entry in files.by_path.values()
        if entry.kind is FileKind.DIRECTORY
    }
    heaviest: dict[str, int] = {}
    for path, size in sizes.items():
        parent = path.rpartition("/")[0]
        heaviest[parent] = max(heaviest.get(parent, 0), size)
    told = ((path, size) for path, size in sizes.items() if size and heaviest.get(path, 0) < size * MOSTLY)
    largest = heapq.nsmallest(most, told, key=lambda pair: (-pair[1], pair[0]))
    return [WeightRow(encodable(path), size, _files_below(files, path)) for path, size in largest]


def kind_rows(files: FileTree) -> list[KindRow]:
    """Bytes by kind, most first."""
    return [
        KindRow(kind.title, number, size) for kind, (number, size) in tally(files.by_path.values()).items()
    ]


def entry_row(entry: FileEntry) -> EntryRow:
    """The row of a path."""
    return EntryRow(
        path=encodable(entry.path),
        kind=entry.kind.value,
        mode=f"{entry.mode:04o}",
        bytes=entry.size,
        uid=entry.uid,
        gid=entry.gid,
        target=None if entry.target is None else encodable(entry.target),
        same_as=None if entry.same_as is None else encodable(entry.same_as),
        digest=entry.digest,
    )


def _files_below(files: FileTree, path: str) -> int:
    return sum(1 for e in files.below(path) if e.kind is FileKind.FILE and e.same_as is None)
