"""Two images side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from tutor.image.entry import FileEntry, FileKind
from tutor.image.kinds import Kind, tally
from tutor.image.tree import FileTree

Change = Literal["content", "kind", "mode", "owner", "target"]
"""What may differ at one path; a content that is only known by its size counts by its size."""


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
class Moved:
    """A file that lies elsewhere with the same content; both paths are in ``removed`` and ``added`` too."""

    before: FileEntry
    after: FileEntry


@dataclass(frozen=True)
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

    @cached_property
    def moved(self) -> tuple[Moved, ...]:
        """Files of ``removed`` whose content is at a path of ``added``, largest first; each path once.

        Only digests tell that, so files without one are never taken for moved. Of several places the one with
        the same name counts, then the first in path order.
        """
        places: dict[str, list[FileEntry]] = {}
        for entry in self.removed:
            if (
                entry.digest is not None
                and entry.kind is FileKind.FILE
                and entry.size
                and entry.same_as is None
            ):
                places.setdefault(entry.digest, []).append(entry)
        found = []
        for entry in self.added if places else ():
            if entry.kind is FileKind.FILE and (there := places.get(entry.digest or "")):
                before = next((one for one in there if _name(one) == _name(entry)), there[0])
                there.remove(before)
                found.append(Moved(before, entry))
        return tuple(sorted(found, key=lambda moved: -moved.after.size))

    @cached_property
    def changes(self) -> Mapping[str, tuple[Change, ...]]:
        """What differs at each changed path."""
        old, new = self.removed.tree.by_path, self.changed.tree.by_path
        return {path: changes_of(old[path], new[path]) for path in self.changed.paths}

    @cached_property
    def by_kind(self) -> Mapping[Kind, tuple[int, int]]:
        """Bytes of each kind before and after, of all kinds that either tree has, most bytes first."""
        before = tally(self.removed.tree.by_path.values())
        after = tally(self.added.tree.by_path.values())
        both = {
            kind: (before.get(kind, (0, 0))[1], after.get(kind, (0, 0))[1]) for kind in {**before, **after}
        }
        return dict(sorted(both.items(), key=lambda item: -max(item[1])))

    def by_folder(self, depth: int = 2) -> tuple[FolderChange, ...]:
        """Where bytes were added, removed and changed, by folders of at most ``depth`` names; the folder with
        the largest difference first, folders without any left out.
        """
        sums: dict[str, list[int]] = {}
        old, new = self.removed.tree.by_path, self.added.tree.by_path
        for part, column in ((self.added, 0), (self.removed, 1), (self.changed, 2)):
            entries = part.tree.by_path
            for path in part.paths:
                sums.setdefault(_folder(path, depth), [0, 0, 0, 0])[column] += weight_of(entries[path])
        for path in (*self.added.paths, *self.removed.paths, *self.changed.paths, *self._bound_anew):
            growth = (weight_of(new[path]) if path in new else 0) - (
                weight_of(old[path]) if path in old else 0
            )
            sums.setdefault(_folder(path, depth), [0, 0, 0, 0])[3] += growth
        rows = [FolderChange(folder, *row) for folder, row in sums.items() if any(row)]
        return tuple(sorted(rows, key=lambda row: (-max(row.added + row.changed, row.removed), row.folder)))

    @property
    def _bound_anew(self) -> list[str]:
        """Kept names of files that count under another name now."""
        old, new = self.removed.tree.by_path, self.added.tree.by_path
        return [path for path in self.kept.paths if old[path].same_as != new[path].same_as]


@dataclass(frozen=True, slots=True)
class FolderChange:
    """Bytes of files below a folder: only there after, only there before, changed (as they are after), and by
    how much the folder grew.
    """

    folder: str
    added: int
    removed: int
    changed: int
    growth: int


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


def changes_of(before: FileEntry, after: FileEntry) -> tuple[Change, ...]:
    """What differs between two entries of one path, in the order of ``Change``."""
    if before.kind is not after.kind:
        return ("kind",)
    digests = before.digest, after.digest
    told: list[Change] = []
    if before.size != after.size or (None not in digests and digests[0] != digests[1]):
        told.append("content")
    if before.mode != after.mode:
        told.append("mode")
    if (before.uid, before.gid) != (after.uid, after.gid):
        told.append("owner")
    if before.target != after.target:
        told.append("target")
    return tuple(told)


def weight_of(entry: FileEntry) -> int:
    """The bytes that an entry stands for: those of a regular file under its first name."""
    return entry.size if entry.kind is FileKind.FILE and entry.same_as is None else 0


def _name(entry: FileEntry) -> str:
    return entry.path.rpartition("/")[2]


def _folder(path: str, depth: int) -> str:
    """The folder of a path, cut to ``depth`` names; "" for what lies in the root."""
    return "/".join(path.split("/")[:-1][:depth])
