"""The merged files of recorded layers, fast: a base image has tens of thousands of paths."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.engine.embedded.catalogue.format import RecordedLayer
from tutor.image import FileEntry, FileKind, FileTree, Layer
from tutor.image.tree import add_parents


def stacked(layers: Sequence[RecordedLayer]) -> FileTree:
    """What the layers show, lowest first.

    A layer that only adds, or stores folders again, is put on top as it is; the others are merged with care.
    """
    entries: dict[str, FileEntry] = {}
    for layer in layers:
        on_top = {entry.path: entry for entry in layer.entries}
        if layer.whiteouts or layer.opaque or _replaces(entries, on_top):
            add_parents(entries)
            above = Layer(layer.entries, layer.whiteouts, layer.opaque)
            entries = dict(FileTree(entries).apply(above).by_path)
        else:
            entries.update(on_top)
    add_parents(entries)
    return FileTree(entries)


def _replaces(entries: dict[str, FileEntry], on_top: dict[str, FileEntry]) -> bool:
    directory = FileKind.DIRECTORY
    return any(
        on_top[path].kind is not directory or entries[path].kind is not directory
        for path in entries.keys() & on_top.keys()
    )
