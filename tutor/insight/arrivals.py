"""What each step took from outside its stage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tutor.dockerfile import Dockerfile
from tutor.dockerfile.sources import Source, sources_of, stage_numbers
from tutor.dockerfile.variables import REMOTE_SOURCE
from tutor.image import FileEntry, FileKind, FileTree
from tutor.insight.copied import copied_from, same_content, sources_in
from tutor.insight.history import StageHistory, Step


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a step took over from one source.

    ``source`` is None for the build context. ``paths`` are source paths by destination path, only where the
    source is a stage; ``likely`` ones are a command's, whose doing nobody sees.
    """

    step: Step
    source: Source | None
    paths: Mapping[str, str] = field(default_factory=dict)
    likely: bool = False

    @property
    def from_stage(self) -> int | None:
        return self.source.stage if self.source is not None else None

    @property
    def followed(self) -> bool:
        """Whether every byte that came from a stage is known by its path there."""
        if self.likely or self.from_stage is None:
            return True
        stored = self.step.layer.entries if self.step.layer is not None else None
        return stored is not None and all(
            entry.path in self.paths for entry in stored if entry.kind is FileKind.FILE and entry.size
        )

    @property
    def is_download(self) -> bool:
        return any(REMOTE_SOURCE.match(word) for word in sources_in(self.step))


def arrivals_of(dockerfile: Dockerfile, histories: Sequence[StageHistory]) -> dict[tuple[int, int], Arrival]:
    """The arrivals of every COPY, ADD and RUN --mount=from that was carried out, by stage and line."""
    numbers = stage_numbers(dockerfile.stages)
    found: dict[tuple[int, int], Arrival] = {}
    for history in histories:
        for step in history.steps:
            if step.stage != history.stage:
                continue
            arrival = _arrival(step, history, histories, numbers)
            if arrival is not None:
                found[step.stage, step.line] = arrival
    return found


def _arrival(
    step: Step, history: StageHistory, histories: Sequence[StageHistory], numbers: Mapping[str, int]
) -> Arrival | None:
    keyword = step.instruction.keyword
    sources = sources_of(step.instruction, numbers)
    if keyword in ("COPY", "ADD"):
        if not sources:
            return Arrival(step, None)
        tree = _tree(sources[0], history, histories)
        return Arrival(step, sources[0], copied_from(step, tree, history.tree) if tree is not None else {})
    if keyword == "RUN" and sources and step.layer is not None:
        for source in sources:
            tree = _tree(source, history, histories)
            paths = _taken_by_command(step.layer.entries, tree) if tree is not None else {}
            if paths:
                return Arrival(step, source, paths, likely=True)
    return None


def _tree(source: Source, history: StageHistory, histories: Sequence[StageHistory]) -> FileTree | None:
    if source.stage is None or not 0 <= source.stage < history.stage:
        return None
    return histories[source.stage].files


def _taken_by_command(stored: Sequence[FileEntry], mounted: FileTree) -> dict[str, str]:
    """Files with the name and the content of a mounted one, so far as size, time and digest tell."""
    files = [entry for entry in stored if entry.kind is FileKind.FILE and entry.size]
    if not files:
        return {}
    wanted = {(entry.size, entry.path.rpartition("/")[2]) for entry in files}
    by_name: dict[tuple[int, str], list[FileEntry]] = {}
    for entry in mounted.by_path.values():
        key = entry.size, entry.path.rpartition("/")[2]
        if key in wanted and entry.kind is FileKind.FILE:
            by_name.setdefault(key, []).append(entry)
    found = {}
    for entry in files:
        there = by_name.get((entry.size, entry.path.rpartition("/")[2]), [])
        fitting = [one for one in there if same_content(one, entry)]
        if len(fitting) == 1:
            found[entry.path] = fitting[0].path
    return found
