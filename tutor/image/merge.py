"""Layers put on top of what was there before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from tutor.image.entry import FileEntry, FileKind
from tutor.image.hardlink import bound, groups_of
from tutor.image.layer import Layer
from tutor.image.tree import FileTree, add_parents


def merged(before: FileTree, layer: Layer) -> FileTree:
    """The tree that a mount of ``before`` with ``layer`` on top shows."""
    hidden = hidden_paths(before, layer)
    kept = dict(before.by_path)
    for path in hidden:
        del kept[path]
    # A link whose first name is gone would point at the file that the layer puts there: bind it anew first.
    kept = bound(kept) if hidden else kept
    kept.update(bound({entry.path: entry for entry in layer.entries if entry.path}))
    add_parents(kept)
    return FileTree(kept)


class Stored(Protocol):
    """A layer, or what has its fields."""

    @property
    def entries(self) -> tuple[FileEntry, ...]: ...

    @property
    def whiteouts(self) -> tuple[str, ...]: ...

    @property
    def opaque(self) -> tuple[str, ...]: ...


def stacked(layers: Iterable[Stored]) -> FileTree:
    """What layers show one on top of the other, lowest first; as ``merged`` again and again, but fast.

    Most layers only add, or store again what has no other name; these are put on top as they are, the others
    merged with care. Links within each layer are bound already.
    """
    entries: dict[str, FileEntry] = {}
    for layer in layers:
        on_top = {entry.path: entry for entry in layer.entries if entry.path}
        if entries and (layer.whiteouts or layer.opaque or _entangled(entries, on_top)):
            above = Layer(layer.entries, layer.whiteouts, layer.opaque)
            entries = dict(FileTree(entries).apply(above).by_path)
        else:
            entries.update(on_top)
            add_parents(entries, on_top)
    return FileTree(entries)


def _entangled(entries: dict[str, FileEntry], on_top: dict[str, FileEntry]) -> bool:
    """Whether something else than the path itself changes: what lay in a folder, or a file's other names."""
    directory = FileKind.DIRECTORY
    for path in on_top:
        parent = path.rpartition("/")[0]
        if parent and parent not in on_top:
            there = entries.get(parent)
            if there is not None and there.kind is not directory:
                return True
    both = entries.keys() & on_top.keys()
    if not both:
        return False
    named = {entry.same_as for entry in entries.values() if entry.same_as is not None}
    return any(
        (on_top[path].kind is directory) is not (entries[path].kind is directory)
        or entries[path].same_as is not None
        or path in named
        for path in both
    )


def hidden_paths(before: FileTree, layer: Layer) -> set[str]:
    """The paths of ``before`` that are not its own any more: deleted or replaced, with all that lay below
    them.

    A directory that the layer stores again keeps what it holds, and is itself no hidden path unless it
    becomes something else; what the layer merely stores anew at the same path is hidden.
    """
    hidden: set[str] = set()
    directory = FileKind.DIRECTORY
    for path in layer.whiteouts:
        hidden.update(_with_all_below(before, path))
    for path in layer.opaque:
        hidden.update(entry.path for entry in before.below(path))
    for entry in layer.entries:
        there = before.get(entry.path)
        if there is None:
            hidden.update(_parents_in_the_way(before, entry.path))
        elif there.kind is directory and entry.kind is not directory:
            hidden.update(_with_all_below(before, entry.path))
        else:
            hidden.add(entry.path)
    return hidden


def hidden_bytes(before: FileTree, layer: Layer) -> int:
    """The bytes of earlier regular files that the layer deletes or replaces, while the image keeps carrying
    them.

    A file with several names counts only when every one of them is hidden.
    """
    hidden = hidden_paths(before, layer)
    files = [before.by_path[path] for path in hidden if before.by_path[path].kind is FileKind.FILE]
    still_named = {
        members[0]
        for members in (groups_of(before.by_path).values() if files else ())
        if not hidden.issuperset(members)
    }
    return sum(file.size for file in files if file.same_as is None and file.path not in still_named)


def _with_all_below(tree: FileTree, path: str) -> Iterator[str]:
    there = tree.get(path)
    if there is None:
        return
    yield path
    if there.kind is FileKind.DIRECTORY:
        yield from (entry.path for entry in tree.below(path))


def _parents_in_the_way(tree: FileTree, path: str) -> Iterator[str]:
    """What the layer's path goes through although it is no directory: the layer makes a directory of it."""
    parent = path.rpartition("/")[0]
    while parent:
        there: FileEntry | None = tree.get(parent)
        if there is not None:
            if there.kind is not FileKind.DIRECTORY:
                yield parent
            return
        parent = parent.rpartition("/")[0]
