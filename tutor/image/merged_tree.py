"""Two trees drawn as one: every path of either, with what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from tutor.image.comparing import Comparison, compare, weight_of
from tutor.image.entry import FileEntry, FileKind
from tutor.image.tree import FileTree

Sign = Literal["+", "-", "~", "=", ">"]
"""Only after, only before, changed, the same, moved (a path that the same content left or came to)."""


class Weights(NamedTuple):
    """Bytes of the files at a path and below it.

    ``added``, ``removed`` and ``moved`` are whole files; ``changed`` is the bytes of changed files as they
    are after, ``moved`` those that came from or went to elsewhere and are in ``added`` or ``removed`` too.
    """

    before: int = 0
    after: int = 0
    added: int = 0
    removed: int = 0
    changed: int = 0
    moved: int = 0

    @property
    def touched(self) -> int:
        """How much of it differs: what a reader of a comparison looks for first."""
        return self.added + self.removed + self.changed


@dataclass(frozen=True, slots=True)
class Node:
    """A path of either tree.

    ``sign`` of a folder is its own where it is only in one tree, ``~`` where anything in it differs.
    ``other`` is where the content lies in the other tree when it moved.
    """

    path: str
    sign: Sign
    before: FileEntry | None
    after: FileEntry | None
    weights: Weights
    other: str | None = None

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def entry(self) -> FileEntry:
        """The entry as it is after, or was before."""
        entry = self.after if self.after is not None else self.before
        assert entry is not None
        return entry

    @property
    def is_folder(self) -> bool:
        return self.entry.kind is FileKind.DIRECTORY

    @property
    def growth(self) -> int:
        """By how many bytes it grew; negative where it shrank."""
        return self.weights.after - self.weights.before


class MergedTree:
    """All paths of two trees with signs and weights; indexes itself when it is first asked.

    Making one of 100,000 paths takes a good part of a second: do it in a worker.
    """

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.before = comparison.removed.tree
        self.after = comparison.added.tree

    @classmethod
    def of(cls, before: FileTree, after: FileTree) -> MergedTree:
        """Merge two trees."""
        return cls(compare(before, after))

    def children(self, folder: str = "") -> tuple[Node, ...]:
        """What lies directly in a folder of either tree, by name."""
        return tuple(map(self.node, self._names.get(folder, ())))

    def __len__(self) -> int:
        """How many paths either tree has."""
        return len(self._order)

    def count(self, folder: str = "") -> int:
        """How many paths lie directly in a folder of either tree."""
        return len(self._names.get(folder, ()))

    def folders(self) -> Iterator[str]:
        """Every folder of either tree in which something lies, the root as ``""``."""
        return iter(self._names)

    def node(self, path: str) -> Node:
        """The node at a path of either tree. Raises KeyError."""
        before, after = self.before.get(path), self.after.get(path)
        if before is None and after is None:
            raise KeyError(path)
        return Node(
            path, self._sign(path, before, after), before, after, self._weight(path), self._other.get(path)
        )

    def paths(self) -> Iterator[str]:
        """Every path of either tree, in path order."""
        return iter(self._order)

    @property
    def weights(self) -> Weights:
        """Of both trees as a whole."""
        return self._weight("")

    def prepare(self) -> None:
        """Make all indexes now, where waiting does not hurt."""
        _ = self._names, self._folders, self._other, self._holds_differences

    @cached_property
    def _order(self) -> list[str]:
        return sorted(self.before.by_path.keys() | self.after.by_path.keys())

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        names: dict[str, list[str]] = {}
        for path in self._order:
            names.setdefault(path.rpartition("/")[0], []).append(path)
        return names

    @cached_property
    def _changed(self) -> frozenset[str]:
        return frozenset(self.comparison.changed.paths)

    @cached_property
    def _other(self) -> dict[str, str]:
        others = {}
        for moved in self.comparison.moved:
            others[moved.before.path] = moved.after.path
            others[moved.after.path] = moved.before.path
        return others

    @cached_property
    def _folders(self) -> dict[str, list[int]]:
        """The sums of every folder of either tree, in the order of ``Weights``."""
        sums = self._empty_sums()
        found = self.comparison
        whole = [(tree, tree.by_path, column) for tree, column in ((self.before, 0), (self.after, 1))]
        parts = [(p.tree, p.paths, n) for p, n in ((found.added, 2), (found.removed, 3), (found.changed, 4))]
        gone = [path for path in self._other if path in self.before and path not in self.after]
        come = [path for path in self._other if path in self.after]
        for tree, paths, column in (*whole, *parts, (self.before, gone, 5), (self.after, come, 5)):
            entries = tree.by_path
            for path in paths:
                if weight := weight_of(entries[path]):
                    # A file that is a folder in the other tree counts as that folder's.
                    sums[path if path in sums else path.rpartition("/")[0]][column] += weight
        for path in sorted(sums, reverse=True):  # what lies in a folder sorts behind it
            if path:
                above, own = sums[path.rpartition("/")[0]], sums[path]
                for column in range(6):
                    above[column] += own[column]
        return sums

    def _empty_sums(self) -> dict[str, list[int]]:
        directory = FileKind.DIRECTORY
        sums: dict[str, list[int]] = {"": [0] * 6}
        for tree in (self.before, self.after):
            for path, entry in tree.by_path.items():
                if entry.kind is directory:
                    sums.setdefault(path, [0] * 6)
        return sums

    def _weight(self, path: str) -> Weights:
        if (sums := self._folders.get(path)) is not None:
            return Weights(*sums)
        before, after = self.before.get(path), self.after.get(path)
        old = weight_of(before) if before is not None else 0
        new = weight_of(after) if after is not None else 0
        return Weights(
            old,
            new,
            added=new if before is None else 0,
            removed=old if after is None else 0,
            changed=new if path in self._changed else 0,
            moved=(new or old) if path in self._other else 0,
        )

    def _sign(self, path: str, before: FileEntry | None, after: FileEntry | None) -> Sign:
        if path in self._other:
            return ">"
        if before is None:
            return "+"
        if after is None:
            return "-"
        if path in self._changed or path in self._holds_differences:
            return "~"
        return "="

    @cached_property
    def _holds_differences(self) -> frozenset[str]:
        """Folders below which something differs, if only by an empty file."""
        found = self.comparison
        folders: set[str] = set()
        for part in (found.added, found.removed, found.changed):
            for path in part.paths:
                folder = path.rpartition("/")[0]
                while folder not in folders:
                    folders.add(folder)
                    folder = folder.rpartition("/")[0]
        return frozenset(folders)
