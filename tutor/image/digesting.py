"""Which files have to be read to compare two trees exactly: those that a listing cannot tell apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

from tutor.image.entry import FileEntry, FileKind
from tutor.image.tree import FileTree

MOST_FILES = 10_000
MOST_BYTES = 2_000_000_000

NO_TIME_SECONDS = 2 * 86_400
"""Builders that want the same image every time set all times to the beginning of 1970: that tells nothing."""

FILE = FileKind.FILE


@dataclass(frozen=True, slots=True)
class WantedDigests:
    """The paths of the first and of the second tree whose digests are needed; ``left_out`` is how many more
    there are, on both sides together, beyond the limits.

    Of a file with several names only the first is named.
    """

    before: frozenset[str]
    after: frozenset[str]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class _Alike:
    """Files of one size that may hold the same; only the digests of all of them can tell."""

    size: int
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def paths(self) -> int:
        return len(self.before) + len(self.after)


def wanted(
    before: FileTree,
    after: FileTree,
    *,
    trusted: Callable[[str], bool] = lambda path: True,
    most_files: int = MOST_FILES,
    most_bytes: int = MOST_BYTES,
) -> WantedDigests:
    """What to read: files of the same path and size but of another time, and files that may have moved, which
    is what a removed and an added one of the same size may.

    Files of the same path, size and time are taken as the same where the time is ``trusted`` to tell: it is
    within one build, and not between builds that set times as they like. The largest come first, until there
    are ``most_files`` paths or ``most_bytes`` bytes on both sides together.
    """
    ours: set[str] = set()
    theirs: set[str] = set()
    files = read = left_out = 0
    for alike in sorted(
        chain(_in_place(before, after, trusted), _moved(before, after)),
        key=lambda alike: (-alike.size, alike.before),
    ):
        files += alike.paths
        read += alike.paths * alike.size
        if files > most_files or read > most_bytes:
            files -= alike.paths
            read -= alike.paths * alike.size
            left_out += alike.paths
            continue
        ours.update(alike.before)
        theirs.update(alike.after)
    return WantedDigests(frozenset(ours), frozenset(theirs), left_out)


def _in_place(before: FileTree, after: FileTree, trusted: Callable[[str], bool]) -> Iterator[_Alike]:
    new = after.by_path
    seen: set[tuple[str, str]] = set()
    for path, old in before.by_path.items():
        there = new.get(path)
        if (
            there is None
            or there.size != old.size
            or not old.size
            or old.kind is not FILE
            or there.kind is not FILE
            or (_same_time(old.mtime, there.mtime) and trusted(path))
            or (old.digest is not None and there.digest is not None)
        ):
            continue
        names = (old.same_as or path, there.same_as or path)
        if names not in seen:
            seen.add(names)
            yield _Alike(
                old.size,
                () if old.digest is not None else names[:1],
                () if there.digest is not None else names[1:],
            )


def _moved(before: FileTree, after: FileTree) -> Iterator[_Alike]:
    gone = _only_in(before, after)
    come = _only_in(after, before) if gone else {}
    for size in gone.keys() & come.keys():
        yield _Alike(size, _unread(gone[size]), _unread(come[size]))


def _only_in(tree: FileTree, other: FileTree) -> dict[int, list[FileEntry]]:
    """The files with a name that only this tree has, by size; each once, under its first name."""
    found: dict[int, dict[str, FileEntry]] = {}
    there = other.by_path
    for path, entry in tree.by_path.items():
        if path not in there and entry.size and entry.kind is FILE:
            first = entry.same_as or path
            found.setdefault(entry.size, {})[first] = tree.by_path.get(first, entry)
    return {size: [*files.values()] for size, files in found.items()}


def _unread(entries: list[FileEntry]) -> tuple[str, ...]:
    return tuple(entry.path for entry in entries if entry.digest is None)


def _same_time(one: float, other: float) -> bool:
    """Archives know whole seconds only."""
    if one < NO_TIME_SECONDS or other < NO_TIME_SECONDS:
        return False
    return one == other or (int(one) == int(other) and (one.is_integer() or other.is_integer()))
