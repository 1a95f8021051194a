"""The merged files of recorded layers, fast: a base image has tens of thousands of paths."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.engine.embedded.catalogue.format import RecordedLayer
from tutor.image import FileEntry, FileKind, FileTree, Layer
from tutor.image.tree import add_parents


def stacked(layers: Sequence[RecordedLayer]) -> FileTree:
    """What the layers show, lowest first.

    Most layers only add, or store again what has no other name; these are put on top as they are, the others
    merged with care.
    """
    entries: dict[str, FileEntry] = {}
    for layer in layers:
        on_top = {entry.path: entry for entry in layer.entries}
        if layer.whiteouts or layer.opaque or _entangled(entries, on_top):
            add_parents(entries)
            above = Layer(layer.entries, layer.whiteouts, layer.opaque)
            entries = dict(FileTree(entries).apply(above).by_path)
        else:
            entries.update(on_top)
    add_parents(entries)
    return FileTree(entries)


def _entangled(entries: dict[str, FileEntry], on_top: dict[str, FileEntry]) -> bool:
    """Whether something else than the path itself changes: what lay in a folder, or a file's other names."""
    both = entries.keys() & on_top.keys()
    if not both:
        return False
    directory = FileKind.DIRECTORY
    named = {entry.same_as for entry in entries.values() if entry.same_as is not None}
    return any(
        (on_top[path].kind is directory) is not (entries[path].kind is directory)
        or entries[path].same_as is not None
        or path in named
        for path in both
    )
