"""What stages hold that never ships, by cause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tutor.image import FileEntry
from tutor.insight.causes import with_causes
from tutor.insight.explanation import LeftBehind, LeftCause
from tutor.insight.provenance import Provenance

LARGEST = 5


@dataclass(slots=True)
class _Heap:
    """What fell to one cause so far."""

    files: list[FileEntry] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)

    def told(self, stage: int, cause: LeftCause) -> LeftBehind:
        by_size = sorted(self.files, key=lambda entry: (-entry.size, entry.path))
        largest = tuple(entry.path for entry in by_size[:LARGEST])
        total = sum(entry.size for entry in self.files)
        return LeftBehind(stage, cause, len(self.files), total, largest, tuple(sorted(self.lines)))


def left_behind(provenance: Provenance) -> tuple[LeftBehind, ...]:
    """What the stages of a build show and the final image has not got, largest first.

    Every stage that the final one is not FROM is looked at; a file that several of them hold counts in each,
    but where a stage is FROM another one it counts only where it was stored. Nothing is said of stages of
    which it is not known what ships, as after a build that failed.
    """
    found = [one for history in provenance.histories for one in _of_stage(provenance, history.stage)]
    return tuple(sorted(found, key=lambda one: (-one.bytes, one.stage, one.cause.value)))


def _of_stage(provenance: Provenance, stage: int) -> Iterator[LeftBehind]:
    reach = provenance.reach
    if stage in reach.chain or stage not in reach.known or provenance.histories[stage].files is None:
        return
    heaps: dict[LeftCause, _Heap] = {}
    for entry, cause, step in with_causes(provenance, stage, provenance.shipped(stage)):
        if step is not None and step.stage != stage:
            continue
        heap = heaps.setdefault(cause, _Heap())
        heap.files.append(entry)
        if step is not None:
            heap.lines.add(step.line)
    for cause, heap in heaps.items():
        yield heap.told(stage, cause)
