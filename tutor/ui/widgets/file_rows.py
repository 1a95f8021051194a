"""What a tree of files shows as rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import repeat
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from tutor.image.entry import FileEntry, FileKind

if TYPE_CHECKING:
    from tutor.image import FileTree


class FileRow(NamedTuple):
    """A visible entry; ``bytes_under`` is counted once, when its folder opens."""

    entry: FileEntry
    depth: int
    bytes_under: int


def rows_below(
    files: FileTree, folder: str, depth: int, opened: Collection[str], *, by_size: bool
) -> list[FileRow]:
    """The visible rows below a folder, those of its open sub-folders too; by size or by name."""
    entries = files.children(folder)
    bytes_under, folder_kind = files.bytes_under, FileKind.DIRECTORY
    sizes = [bytes_under(one.path) if one.kind is folder_kind else _own_bytes(one) for one in entries]
    rows = list(map(FileRow, entries, repeat(depth), sizes))  # a folder may hold 100,000 of them
    if by_size:
        rows.sort(key=itemgetter(2), reverse=True)
    if not opened:
        return rows
    visible = []
    for row in rows:
        visible.append(row)
        if row.entry.path in opened:
            visible += rows_below(files, row.entry.path, depth + 1, opened, by_size=by_size)
    return visible


def named(files: FileTree, words: str, *, by_size: bool) -> tuple[str, ...]:
    """The paths whose last part holds ``words``, in the order of the rows; small and capital letters are one.

    Words with a slash in them are looked for in whole paths.
    """
    wanted = words.casefold()
    whole = "/" in wanted
    hits = set()
    for entry in files:
        path = entry.path
        if wanted in (f"/{path}" if whole else path.rpartition("/")[2]).casefold():
            hits.add(path)
    above = {folder for path in hits for folder in folders_above(path)}
    rows = rows_below(files, "", 0, above, by_size=by_size) if hits else []
    return tuple(row.entry.path for row in rows if row.entry.path in hits)


def folders_above(path: str) -> Iterator[str]:
    """The folders that a path lies in, the nearest first."""
    while path := path.rpartition("/")[0]:
        yield path


def _own_bytes(entry: FileEntry) -> int:
    return entry.size if entry.kind is FileKind.FILE and entry.same_as is None else 0
