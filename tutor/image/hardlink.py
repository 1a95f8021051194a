"""Several names of one file."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from tutor.image.entry import FileEntry, FileKind


def groups_of(entries: Mapping[str, FileEntry]) -> dict[str, list[str]]:
    """The paths of each file that has more than one name, in path order, by the name that ``same_as`` leads
    to.

    That name itself is a member only when it is there: a tar archive or a deletion may have lost it.
    """
    groups: dict[str, list[str]] = {}
    for path in [path for path, entry in entries.items() if entry.same_as is not None]:
        root = _root(entries, path)
        if root == path:
            continue
        groups.setdefault(root, [root] if _is_file(entries, root) else []).append(path)
    for members in groups.values():
        members.sort()
    return groups


def bound(entries: dict[str, FileEntry]) -> dict[str, FileEntry]:
    """The same entries where the first name in path order of every file counts, and the others point straight
    to it.

    Links say the size, mode, owner and times of their file, which a tar archive leaves out.
    """
    for path in [path for path, entry in entries.items() if entry.same_as == path]:
        entries[path] = msgspec.structs.replace(entries[path], same_as=None)
    for root, members in groups_of(entries).items():
        file = entries.get(root)
        if file is None or file.kind is not FileKind.FILE:
            file = entries[members[0]]
        first = members[0]
        for path in members:
            entries[path] = msgspec.structs.replace(file, path=path, same_as=None if path == first else first)
    return entries


def _root(entries: Mapping[str, FileEntry], path: str) -> str:
    """Where a chain of links ends; a chain that bites its tail ends at its smallest name."""
    seen = {path}
    while True:
        entry = entries.get(path)
        if entry is None or entry.same_as is None:
            return path
        path = entry.same_as
        if path in seen:
            return min(seen)
        seen.add(path)


def _is_file(entries: Mapping[str, FileEntry], path: str) -> bool:
    entry = entries.get(path)
    return entry is not None and entry.kind is FileKind.FILE
