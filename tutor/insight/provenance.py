"""Where every file of a stage came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from tutor.dockerfile import Dockerfile
from tutor.dockerfile.sources import Source
from tutor.image.entry import FileKind
from tutor.insight.arrivals import Arrival
from tutor.insight.history import StageHistory, Step
from tutor.insight.reach import Reach
from tutor.insight.unseen import UnseenSources

Brought = Literal["base image", "build context", "stage", "image", "command", "download", "Dockerfile"]

MOST_HOPS = 100


@dataclass(frozen=True, slots=True)
class Hop:
    """One station of a file on its way: the instruction that put it where it lay.

    ``path`` is where it lay in ``stage``. ``source`` is the image's name, the context path, the stage's
    label, the URL, or the command; a path in the Dockerfile is an inline document. ``from_path`` is where it
    lay before that: in the context, the other stage, the image, or earlier in the same stage; None where that
    is not known. ``likely`` marks what only names, sizes and times speak for. No path has a leading slash.
    """

    stage: int
    line: int
    keyword: str
    path: str
    brought: Brought
    source: str
    from_path: str | None = None
    likely: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """What one line holds of a folder, in bytes of regular files."""

    line: int
    keyword: str
    bytes: int


@dataclass(frozen=True)
class Provenance:
    """Answers where paths came from and whether they ship; paths have no leading slash."""

    dockerfile: Dockerfile
    histories: Sequence[StageHistory]
    arrivals: Mapping[tuple[int, int], Arrival]
    reach: Reach

    def trail(self, stage: int, path: str) -> tuple[Hop, ...]:
        """The hops of what a stage shows at a path, nearest first; () where nothing is or nothing is known.

        The last hop is a base image, the build context, another image, a download or a command. Where a stage
        was not measured step by step the trail ends at what is known.
        """
        hops: list[Hop] = []
        step = self.histories[stage].owner_of(path)
        while step is not None and len(hops) < MOST_HOPS:
            hop, before = self._hop(stage, step, path)
            hops.append(hop)
            if before is None:
                break
            stage, step, path = before
        return tuple(hops)

    def line_of(self, stage: int, path: str) -> int | None:
        """The line whose layer holds what the stage shows at a path."""
        step = self.histories[stage].owner_of(path)
        return step.line if step is not None else None

    def has_shares(self, stage: int) -> bool:
        """Whether ``shares`` of a stage are at hand."""
        return stage in self._shares

    def shares(self, stage: int, folder: str) -> tuple[Share, ...]:
        """Which lines hold how much of what a stage shows below a folder, largest first; lines without a byte
        of it are left out.

        The first time all files of the stage are gone through.
        """
        if stage not in self._shares:
            self._shares[stage] = _shares_of(self.histories[stage])
        return self._shares[stage].get(folder, ())

    def stored_by(self, line: int) -> tuple[str, ...]:
        """The paths that the instruction at a line stored and its stage still shows, in order."""
        return self._stored.get(line, ())

    def shipped(self, stage: int) -> frozenset[str]:
        """The paths of a stage whose content reaches the final image.

        Of the final stage, and of those that it is FROM, these are all that they show.
        """
        return self.reach.paths[stage] if stage < len(self.reach.paths) else frozenset()

    @cached_property
    def _shares(self) -> dict[int, dict[str, tuple[Share, ...]]]:
        return {}

    @cached_property
    def _stored(self) -> dict[int, tuple[str, ...]]:
        by_line: dict[int, list[str]] = {}
        for history in self.histories:
            lines = {step.number: step.line for step in history.steps if step.stage == history.stage}
            for path, number in history.layers.owner.items():
                if number in lines and (history.complete or history.owner_of(path) is not None):
                    by_line.setdefault(lines[number], []).append(path)
        return {line: tuple(sorted(paths)) for line, paths in by_line.items()}

    def _hop(self, stage: int, step: Step, path: str) -> tuple[Hop, tuple[int, Step | None, str] | None]:
        """The hop of what a step stored, and where to look on; ``stage`` is the one whose history it is."""
        arrival = self.arrivals.get((step.stage, step.line))
        if step.instruction.keyword == "FROM":
            name = self.dockerfile.stages[step.stage].base.name
            return self._made(step, path, "base image", name, path), None
        if step.instruction.keyword == "RUN":
            return self._run(stage, step, path, arrival)
        if arrival is None:
            return self._made(step, path, "command", step.instruction.text), None
        if arrival.source is None:
            return self._from_context(step, path, arrival), None
        return self._copied(stage, step, path, arrival.source, arrival.paths.get(path))

    def _copied(
        self, stage: int, step: Step, path: str, source: Source, origin: str | None
    ) -> tuple[Hop, tuple[int, Step | None, str] | None]:
        if source.stage is None or not 0 <= source.stage < step.stage:
            there = UnseenSources.of(step, self.histories[stage].tree).path_of(path)
            return self._made(step, path, "image", source.name, there), None
        hop = self._made(step, path, "stage", self.dockerfile.stages[source.stage].label, origin)
        if origin is None:
            return hop, None
        return hop, (source.stage, self.histories[source.stage].owner_of(origin), origin)

    def _run(
        self, stage: int, step: Step, path: str, arrival: Arrival | None
    ) -> tuple[Hop, tuple[int, Step | None, str] | None]:
        command = " ".join(step.instruction.words) or step.instruction.text
        history = self.histories[stage]
        origin = arrival.paths.get(path) if arrival is not None else None
        reuse = history.layers.reused.get((step.number, path))
        if reuse is not None and (reuse.how != "copied" or origin is None):
            hop = self._made(step, path, "command", command, reuse.path, likely=reuse.likely)
            return hop, (stage, history.steps[reuse.owner], reuse.path)
        if arrival is not None and origin is not None and arrival.from_stage is not None:
            hop = self._made(step, path, "command", command, origin, likely=True)
            return hop, (arrival.from_stage, self.histories[arrival.from_stage].owner_of(origin), origin)
        return self._made(step, path, "command", command), None

    def _from_context(self, step: Step, path: str, arrival: Arrival) -> Hop:
        sources = step.instruction.expanded[:-1]
        if arrival.is_download:
            return self._made(step, path, "download", " ".join(sources))
        unseen = UnseenSources.of(step, self.histories[step.stage].tree)
        there = unseen.path_of(path)
        if there is not None and there.startswith("<<"):
            return self._made(step, path, "Dockerfile", there)
        return self._made(step, path, "build context", there or unseen.unpacked or " ".join(sources), there)

    @staticmethod
    def _made(
        step: Step,
        path: str,
        brought: Brought,
        source: str,
        from_path: str | None = None,
        *,
        likely: bool = False,
    ) -> Hop:
        return Hop(step.stage, step.line, step.instruction.keyword, path, brought, source, from_path, likely)


def _shares_of(history: StageHistory) -> dict[str, tuple[Share, ...]]:
    """For every folder, which lines hold how much of it."""
    held: dict[str, dict[tuple[int, str], int]] = {}
    for entry in history.files if history.files is not None else ():
        if entry.kind is not FileKind.FILE or not entry.size or entry.same_as is not None:
            continue
        step = history.owner_of(entry.path)
        if step is None:
            continue
        at, folder = (step.line, step.instruction.keyword), entry.path
        while "/" in folder:
            folder = folder[: folder.rindex("/")]
            lines = held.setdefault(folder, {})
            lines[at] = lines.get(at, 0) + entry.size
    return {
        folder: tuple(
            Share(line, keyword, size)
            for (line, keyword), size in sorted(lines.items(), key=lambda one: (-one[1], one[0]))
        )
        for folder, lines in held.items()
    }
