"""Every path of an image, as one value."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import structs

from tutor.image.entry import FileEntry, FileKind
from tutor.image.hardlink import bound

if TYPE_CHECKING:
    from tutor.image.layer import Layer

ChangedFrom = tuple["FileTree", Collection[str]]
"""Another tree with all paths at which a tree differs from it."""

MOST_SYMLINKS = 40
"""Linux gives up on a path after as many symlinks (ELOOP)."""


class FileTree:
    """The paths of an image or a stage; never changes, and indexes itself only when it is asked.

    Iterates in path order (by code point). Folders that a source leaves out are put in as plain directories,
    so the parent of every path is a directory of the tree; the root itself is no entry. Sizes are bytes of
    regular files, each file once however many hard links it has.
    """

    def __init__(self, entries: dict[str, FileEntry], changed_from: ChangedFrom | None = None) -> None:
        """Wrap entries whose parents and hard links are in order already; everybody else uses ``of``.

        ``changed_from`` lets the index of a tree serve for one that differs little from it.
        """
        self._entries = entries
        self._changed_from = changed_from

    @classmethod
    def of(cls, entries: Iterable[FileEntry]) -> FileTree:
        """A tree of these entries; of two for one path the last one counts."""
        by_path = {entry.path: entry for entry in entries}
        by_path.pop("", None)
        add_parents(by_path)
        return cls(bound(by_path))

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[FileEntry]:
        entries = self._entries
        return (entries[path] for path in self._order)

    def __contains__(self, path: object) -> bool:
        return path in self._entries

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FileTree) and self._entries == other._entries

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"FileTree({len(self)} paths)"

    @property
    def by_path(self) -> Mapping[str, FileEntry]:
        """The entries by path, in no particular order."""
        return MappingProxyType(self._entries)

    def get(self, path: str) -> FileEntry | None:
        """The entry at exactly this path; symlinks are not followed."""
        return self._entries.get(path)

    def children(self, path: str = "") -> tuple[FileEntry, ...]:
        """What lies directly in a folder, by name; () for anything else."""
        return tuple(self._children.get(path, ()))

    def below(self, path: str) -> Iterator[FileEntry]:
        """What lies in a folder at any depth, in no particular order."""
        waiting = [path]
        while waiting:
            for entry in self._children.get(waiting.pop(), ()):
                yield entry
                if entry.kind is FileKind.DIRECTORY:
                    waiting.append(entry.path)

    def bytes_under(self, path: str = "") -> int:
        """The bytes of a folder at any depth, or of one file; a hard link's bytes count where its first
        name is.
        """
        if path in self._folder_bytes:
            return self._folder_bytes[path]
        entry = self._entries.get(path)
        return (
            entry.size if entry is not None and entry.kind is FileKind.FILE and entry.same_as is None else 0
        )

    @property
    def total_bytes(self) -> int:
        return self._folder_bytes.get("", 0)

    def resolve(self, path: str) -> FileEntry | None:
        """The entry that a process in the image would open: symlinks followed inside the tree, also in
        folders.

        None when there is no such path, or when the links lead in a circle. The root has no entry.
        """
        rest = path.split("/")[::-1]
        here: list[str] = []
        links = 0
        while rest:
            name = rest.pop()
            if name in ("", "."):
                continue
            if name == "..":
                here = here[:-1]
                continue
            entry = self._entries.get("/".join([*here, name]))
            if entry is None:
                return None
            if entry.kind is FileKind.SYMLINK:
                links += 1
                if links > MOST_SYMLINKS or not entry.target:
                    return None
                if entry.target.startswith("/"):
                    here = []
                rest.extend(entry.target.split("/")[::-1])
            elif rest and entry.kind is not FileKind.DIRECTORY:
                return None
            else:
                here.append(name)
        return self._entries.get("/".join(here))

    def apply(self, layer: Layer) -> FileTree:
        """The merged view when ``layer`` lies on top of this tree."""
        from tutor.image.merge import merged

        return merged(self, layer)

    def with_digests(self, digests: Mapping[str, str]) -> FileTree:
        """The same tree with digests of regular files by path, each given to all names of its file.

        Paths that are no regular file of this tree are passed over.
        """
        by_first = {}
        for path, digest in digests.items():
            entry = self._entries.get(path)
            if entry is not None and entry.kind is FileKind.FILE:
                by_first[entry.same_as or path] = digest
        named = {path: path for path in by_first if path in self._entries}
        if not self.first_names.isdisjoint(by_first):
            named |= {
                entry.path: entry.same_as for entry in self._entries.values() if entry.same_as in by_first
            }
        known = {
            path: structs.replace(self._entries[path], digest=by_first[first])
            for path, first in named.items()
        }
        return FileTree({**self._entries, **known}, (self, known.keys())) if known else self

    @cached_property
    def first_names(self) -> frozenset[str]:
        """The paths that other hard links of their file point to."""
        return frozenset(entry.same_as for entry in self._entries.values() if entry.same_as is not None)

    @cached_property
    def _order(self) -> list[str]:
        return sorted(self._entries)

    @cached_property
    def in_order(self) -> tuple[FileEntry, ...]:
        """All entries in path order."""
        return tuple(self)

    @cached_property
    def _children(self) -> dict[str, list[FileEntry]]:
        if self._changed_from is not None:
            return self._children_changed_from(*self._changed_from)
        children: dict[str, list[FileEntry]] = {}
        entries = self._entries
        for path in self._order:
            children.setdefault(path.rpartition("/")[0], []).append(entries[path])
        return children

    def _children_changed_from(self, other: FileTree, paths: Collection[str]) -> dict[str, list[FileEntry]]:
        """The other tree's index with the folders of the changed paths looked at anew."""
        children = dict(other._children)
        entries = self._entries
        changed: dict[str, set[str]] = {}
        for path in paths:
            changed.setdefault(path.rpartition("/")[0], set()).add(path)
        for folder, names in changed.items():
            kept = [entry.path for entry in children.get(folder, ()) if entry.path not in names]
            there = sorted([*kept, *(path for path in names if path in entries)])
            children[folder] = [entries[path] for path in there]
        return children

    @cached_property
    def _folder_bytes(self) -> dict[str, int]:
        file, directory = FileKind.FILE, FileKind.DIRECTORY
        sums = {path: 0 for path, entry in self._entries.items() if entry.kind is directory}
        sums[""] = 0
        for path, entry in self._entries.items():
            if entry.size and entry.kind is file and entry.same_as is None:
                sums[path.rpartition("/")[0]] += entry.size
        for path in sorted(
            sums, reverse=True
        ):  # a folder's path is a prefix of its children's, so they come first
            if path:
                sums[path.rpartition("/")[0]] += sums[path]
        return sums


def add_parents(entries: dict[str, FileEntry], paths: Iterable[str] | None = None) -> None:
    """Put in a plain directory wherever the parent of a path is missing or cannot hold anything.

    ``paths`` are those whose parents may be missing, all by default.
    """
    directory = FileKind.DIRECTORY
    for path in list(entries) if paths is None else paths:
        parent = path.rpartition("/")[0]
        while parent:
            there = entries.get(parent)
            if there is not None and there.kind is directory:
                break
            entries[parent] = FileEntry(parent, directory, 0o755)
            parent = parent.rpartition("/")[0]
