"""Two images side by side as a document: what ``distill compare --json`` prints."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import msgspec

from tutor.image import Comparison, FileEntry, Image, MergedTree, Node, Part, compare
from tutor.image.comparing import weight_of
from tutor.image.showing import encodable
from tutor.insight.report.config import ConfigChangeRow, config_changes
from tutor.insight.report.findings import FindingRow, finding_rows
from tutor.insight.report.surface import SurfaceDeltaRow, surface_delta_row
from tutor.insight.surface_change import surface_delta
from tutor.insight.thresholds import Finding

DEEPEST = 4
"""Folders are told to this depth, "usr/local/go/pkg"."""

LEAST_SHARE = 0.004
"""Folders below this share of the larger image are not told."""


class SideRow(msgspec.Struct, frozen=True):
    """One of the two images; ``size`` is the bytes of files in its layers, uncompressed."""

    name: str
    size: int
    visible_bytes: int
    paths: int
    user: str
    packages: int
    shells: int


class PartRow(msgspec.Struct, frozen=True):
    """Paths that fared alike: how many of any kind, how many regular files, and those files' bytes."""

    paths: int
    files: int
    bytes: int


class KindChangeRow(msgspec.Struct, frozen=True):
    """Bytes of one kind of files in each image."""

    kind: str
    before: int
    after: int


class FolderChangeRow(msgspec.Struct, frozen=True):
    """A folder with all below it, "" is the root: bytes in each image, and of files that differ."""

    path: str
    before: int
    after: int
    added: int
    removed: int
    changed: int


class FileChangeRow(msgspec.Struct, frozen=True):
    """A path that differs: ``changes`` are content, kind, mode, owner and target, none for a path that is
    only on one side. Modes are octal; ``before`` and ``after`` are bytes, null where the path is not.
    """

    path: str
    before: int | None
    after: int | None
    changes: list[str] = []
    mode_before: str | None = None
    mode_after: str | None = None
    owner_before: str | None = None
    owner_after: str | None = None


class MovedRow(msgspec.Struct, frozen=True):
    """A file with the same content elsewhere; it counts as removed and added too."""

    before: str
    after: str
    bytes: int


class ComparisonReport(msgspec.Struct, frozen=True):
    """`distill compare`: how the second image differs from the first.

    ``growth`` is bytes, negative where it shrank. ``folders`` are in path order. The lists of paths hold the
    largest, at most ``limit`` each (0 is all); ``totals`` count all. ``plus`` are two sentences: what the
    second is beside the first, and the first beside the second.
    """

    before: SideRow
    after: SideRow
    growth: int
    totals: dict[str, PartRow]
    kinds: list[KindChangeRow]
    folders: list[FolderChangeRow]
    limit: int
    added: list[FileChangeRow]
    removed: list[FileChangeRow]
    changed: list[FileChangeRow]
    moved: list[MovedRow]
    surface: SurfaceDeltaRow
    config: list[ConfigChangeRow]
    plus: list[str]
    notes: list[str]
    findings: list[FindingRow]
    schema: int = 1


def comparison_report(
    before: Image,
    after: Image,
    *,
    comparison: Comparison | None = None,
    findings: Sequence[Finding] = (),
    limit: int = 0,
) -> ComparisonReport:
    """The document of a comparison; ``comparison`` is theirs where somebody made it already."""
    return _Sides(before, after, comparison or compare(before.files, after.files), limit).report(findings)


def sizes_of_sides(before: Image, after: Image) -> tuple[int, int]:
    """The bytes of the layers of both, or, where those of one are not known, what shows of both: never one
    beside the other.
    """
    if all(image.layers or not len(image.files) for image in (before, after)):
        return before.size, after.size
    return before.files.total_bytes, after.files.total_bytes


@dataclass(frozen=True)
class _Sides:
    before: Image
    after: Image
    found: Comparison
    limit: int

    def report(self, findings: Sequence[Finding]) -> ComparisonReport:
        found, moved, sizes = self.found, self.found.moved, sizes_of_sides(self.before, self.after)
        parts = {"added": found.added, "removed": found.removed, "changed": found.changed, "kept": found.kept}
        totals = {name: PartRow(len(part), part.files, part.bytes) for name, part in parts.items()}
        totals["moved"] = PartRow(len(moved), len(moved), sum(one.after.size for one in moved))
        return ComparisonReport(
            before=_side(self.before, sizes[0]),
            after=_side(self.after, sizes[1]),
            growth=sizes[1] - sizes[0],
            totals=totals,
            kinds=[KindChangeRow(kind.title, old, new) for kind, (old, new) in found.by_kind.items()],
            folders=list(self._folders("", 0)),
            limit=self.limit,
            added=[FileChangeRow(encodable(e.path), None, weight_of(e)) for e in self._largest(found.added)],
            removed=[
                FileChangeRow(encodable(e.path), weight_of(e), None) for e in self._largest(found.removed)
            ],
            changed=[self._changed(entry) for entry in self._largest(found.changed)],
            moved=[
                MovedRow(encodable(one.before.path), encodable(one.after.path), one.after.size)
                for one in moved[: self.limit or None]
            ],
            surface=surface_delta_row(surface_delta(self.before.surface, self.after.surface)),
            config=config_changes(self.before.config, self.after.config),
            plus=[encodable(sentence) for sentence in self._plus()],
            notes=self._notes(),
            findings=finding_rows(findings),
        )

    @cached_property
    def _tree(self) -> MergedTree:
        return MergedTree(self.found)

    def _folders(self, folder: str, depth: int) -> Iterable[FolderChangeRow]:
        """The folder and those below it that weigh enough, in path order."""
        whole = self._tree.weights
        weights = self._tree.node(folder).weights if folder else whole
        if folder and max(weights.before, weights.after) < LEAST_SHARE * max(whole.before, whole.after, 1):
            return
        yield FolderChangeRow(
            encodable(folder), weights.before, weights.after, weights.added, weights.removed, weights.changed
        )
        if depth < DEEPEST:
            for node in self._tree.children(folder):
                if _holds_a_folder(node):
                    yield from self._folders(node.path, depth + 1)

    def _largest(self, part: Part) -> Iterable[FileEntry]:
        """Of equal weight the first in path order."""
        if not self.limit:
            return sorted(part, key=lambda entry: -weight_of(entry))
        return heapq.nsmallest(self.limit, part, key=lambda entry: -weight_of(entry))

    def _changed(self, after: FileEntry) -> FileChangeRow:
        before = self.before.files.by_path[after.path]
        changes = self.found.changes[after.path]
        mode, owner = "mode" in changes, "owner" in changes
        return FileChangeRow(
            encodable(after.path),
            weight_of(before),
            weight_of(after),
            list(changes),
            mode_before=f"{before.mode:04o}" if mode else None,
            mode_after=f"{after.mode:04o}" if mode else None,
            owner_before=f"{before.uid}:{before.gid}" if owner else None,
            owner_after=f"{after.uid}:{after.gid}" if owner else None,
        )

    def _plus(self) -> tuple[str, str]:
        from tutor.insight.report.plus import plus

        return (
            plus(self.before.name, self.after.name, self.found),
            plus(self.after.name, self.before.name, compare(self.after.files, self.before.files)),
        )

    def _notes(self) -> list[str]:
        notes = [f"{image.name}: {note}" for image in (self.before, self.after) for note in image.notes]
        return [encodable(note) for note in dict.fromkeys(notes)]


def _holds_a_folder(node: Node) -> bool:
    from tutor.image import FileKind

    return any(e is not None and e.kind is FileKind.DIRECTORY for e in (node.before, node.after))


def _side(image: Image, size: int) -> SideRow:
    return SideRow(
        encodable(image.name),
        size,
        image.files.total_bytes,
        len(image.files),
        encodable(image.surface.user),
        len(image.surface.packages),
        len(image.surface.shells),
    )
