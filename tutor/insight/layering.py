"""Layers put one on the other: which one holds each path, and which one hid what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

from tutor.image import FileEntry, FileKind, FileTree, Layer
from tutor.image.hardlink import bound, groups_of
from tutor.image.merge import hidden_paths
from tutor.insight.explanation import HowHidden
from tutor.insight.reused import Reuse, reused

FILE = FileKind.FILE


@dataclass(frozen=True, slots=True)
class Hidden:
    """A path that layer ``step`` deleted or replaced while layer ``owner`` keeps it.

    ``bytes`` is 0 for all but regular files, and for a name whose file has others left.
    """

    step: int
    owner: int
    entry: FileEntry
    bytes: int
    how: HowHidden


@dataclass(slots=True)
class Layering:
    """What some layers add up to; they are known by numbers, 0 for the lowest.

    ``owner`` tells the layer that holds each path of ``shown``, ``reused`` from where a layer took the
    content of a file that was there before it.
    """

    shown: dict[str, FileEntry] = field(default_factory=dict)
    owner: dict[str, int] = field(default_factory=dict)
    hidden: list[Hidden] = field(default_factory=list)
    reused: dict[tuple[int, str], Reuse] = field(default_factory=dict)

    def copy(self) -> Self:
        """The same, to put other layers on."""
        return type(self)(dict(self.shown), dict(self.owner), list(self.hidden), dict(self.reused))

    def put(self, number: int, layer: Layer, *, reuses: bool, copies: bool = False) -> None:
        """Put a layer on top.

        ``reuses`` tells that a command made it, which may have moved what was there, or changed its mode;
        ``copies`` that the command may have copied it as well.
        """
        if not (layer.entries or layer.whiteouts or layer.opaque):
            return
        entries = bound({entry.path: entry for entry in layer.entries})
        if self.shown:
            gone = {path: self.shown[path] for path in self._hidden_by(layer, entries)}
            taken = reused(gone, entries, self.shown if copies else {}) if reuses else {}
            for path, reuse in taken.items():
                self.reused[number, path] = reuse.of(self.owner[reuse.path])
            if gone:
                self._hide(number, gone, entries, taken)
        self.shown.update(entries)
        self.owner.update(dict.fromkeys(entries, number))

    def _hidden_by(self, layer: Layer, entries: Mapping[str, FileEntry]) -> Iterable[str]:
        """The same as ``hidden_paths``, which costs an index of all paths that few layers need."""
        shown, folder = self.shown, FileKind.DIRECTORY
        if not (layer.whiteouts or layer.opaque):
            there = [path for path in entries if path in shown]
            if all(shown[path].kind is not folder or entries[path].kind is folder for path in there):
                return there
        return hidden_paths(FileTree(dict(shown)), layer)

    def _hide(
        self,
        number: int,
        gone: Mapping[str, FileEntry],
        entries: Mapping[str, FileEntry],
        taken: Mapping[str, Reuse],
    ) -> None:
        moved = {reuse.path for reuse in taken.values() if reuse.how == "moved"}
        kept = {path for path, reuse in taken.items() if reuse.how == "kept"}
        still_named = _still_named(self.shown, gone)
        for path, entry in gone.items():
            if entry.kind is FileKind.DIRECTORY:
                continue
            how: HowHidden = "replaced" if path in entries else "deleted"
            if path in kept:
                how = "metadata only"
            elif path in moved:
                how = "moved"
            counts = entry.kind is FILE and entry.same_as is None and path not in still_named
            self.hidden.append(Hidden(number, self.owner[path], entry, entry.size if counts else 0, how))
        for path in gone:
            del self.shown[path]
            del self.owner[path]
        if still_named:
            # Links of a file whose first name is gone would point at nothing.
            bound(self.shown)


def _still_named(shown: Mapping[str, FileEntry], gone: Mapping[str, FileEntry]) -> set[str]:
    """First names of hidden files of which another name still shows."""
    if not any(entry.kind is FILE for entry in gone.values()):
        return set()
    groups = groups_of(shown).values()
    return {members[0] for members in groups if any(path not in gone for path in members)} & gone.keys()
