"""Two images side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from tutor.image.entry import FileEntry, FileKind
from tutor.image.tree import FileTree


@dataclass(frozen=True)
class Part:
    """The paths of a tree that fared alike; its numbers are reckoned when they are asked for.

    ``files`` and ``bytes`` count regular files, a hard-linked one once; ``len`` counts paths of any kind.
    """

    tree: FileTree
    paths: Sequence[str]

    def __len__(self) -> int:
        return len(self.paths)

    def __iter__(self) -> Iterator[FileEntry]:
        """The entries in path order."""
        entries = self.tree.by_path
        return (entries[path] for path in self._ordered)

    @cached_property
    def _ordered(self) -> list[str]:
        return sorted(self.paths)

    @cached_property
    def files(self) -> int:
        return self._tally[0]

    @cached_property
    def bytes(self) -> int:
        return self._tally[1]

    @cached_property
    def _tally(self) -> tuple[int, int]:
        entries, file = self.tree.by_path, FileKind.FILE
        sizes = [e.size for e in map(entries.__getitem__, self.paths) if e.kind is file and e.same_as is None]
        return len(sizes), sum(sizes)


@dataclass(frozen=True, slots=True)
class Comparison:
    """How the second tree differs from the first.

    ``removed`` is of the first tree; ``added``, ``changed`` and ``kept`` are of the second. A path is changed
    when its kind, mode, owner, size, target or (where both are known) digest differ; times alone change
    nothing.
    """

    added: Part
    removed: Part
    changed: Part
    kept: Part


def compare(before: FileTree, after: FileTree) -> Comparison:
    """What it takes to get from one tree to the other."""
    old, new = before.by_path, after.by_path
    changed: list[str] = []
    kept: list[str] = []
    for path, entry in new.items():
        there = old.get(path)
        if there is not None:
            (kept if there is entry or same(there, entry) else changed).append(path)
    return Comparison(
        added=Part(after, [path for path in new if path not in old]),
        removed=Part(before, [path for path in old if path not in new]),
        changed=Part(after, changed),
        kept=Part(after, kept),
    )


def same(one: FileEntry, other: FileEntry) -> bool:
    """Whether two entries of one path hold the same, as far as can be told."""
    return (
        one.size == other.size
        and one.mode == other.mode
        and one.kind is other.kind
        and one.uid == other.uid
        and one.gid == other.gid
        and one.target == other.target
        and (one.digest == other.digest or one.digest is None or other.digest is None)
    )
