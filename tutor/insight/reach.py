"""Which bytes of which stage reach the final image."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tutor.dockerfile import Dockerfile
from tutor.insight.arrivals import Arrival
from tutor.insight.history import StageHistory, Step


@dataclass(frozen=True, slots=True)
class Reach:
    """``chain`` are the final stage and the stages that it is FROM: all of their layers are in the image.

    ``paths`` are, by stage, the paths whose content is in the final image. They are all there are for the
    stages in ``known``; of others more may ship, because something on the way was not measured or not built.
    """

    chain: frozenset[int]
    paths: tuple[frozenset[str], ...]
    known: frozenset[int]


def reach_of(
    dockerfile: Dockerfile,
    final: int,
    histories: Sequence[StageHistory],
    arrivals: Mapping[tuple[int, int], Arrival],
) -> Reach:
    """Follow every COPY back from the final stage, which stands above all that it needs."""
    if not histories:
        return Reach(frozenset(), (), frozenset())
    chain = frozenset(stage.index for stage in dockerfile.chain(dockerfile.stages[final]))
    reached: list[set[str]] = [set() for _ in histories]
    for history in reversed(histories):
        mine = reached[history.stage]
        if history.stage in chain:
            mine.update(history.tree.by_path)
            taken = (one for one in arrivals.values() if one.step.stage == history.stage)
            for arrival in taken:
                if arrival.from_stage is not None:
                    reached[arrival.from_stage].update(arrival.paths.values())
            continue
        for step, path in _held_by(history, mine):
            if step.stage != history.stage and histories[step.stage].owner_of(path) == step:
                reached[step.stage].add(path)
            arrival_there = arrivals.get((step.stage, step.line))
            if arrival_there is not None and arrival_there.from_stage is not None:
                origin = arrival_there.paths.get(path)
                if origin is not None:
                    reached[arrival_there.from_stage].add(origin)
    known = _known(dockerfile, chain, final, histories, arrivals)
    return Reach(chain, tuple(frozenset(paths) for paths in reached), known)


def _known(
    dockerfile: Dockerfile,
    chain: frozenset[int],
    final: int,
    histories: Sequence[StageHistory],
    arrivals: Mapping[tuple[int, int], Arrival],
) -> frozenset[int]:
    """The stages of which all is measured that takes from them, up to the final image."""
    doubtful: set[int] = set() if histories[final].built else {history.stage for history in histories}
    for history in reversed(histories):
        whole = history.complete or not history.steps
        sources = {dockerfile.stages[history.stage].base.stage}
        for arrival in arrivals.values():
            if arrival.step.stage == history.stage and (history.stage in doubtful or not arrival.followed):
                sources.add(arrival.from_stage)
                whole = False
        if history.stage in doubtful or not whole:
            doubtful |= {stage for stage in sources if stage is not None and stage not in chain}
    return frozenset(history.stage for history in histories) - doubtful


def _held_by(history: StageHistory, paths: set[str]) -> Iterator[tuple[Step, str]]:
    """Each step with a path that it stored and that ships: as such, or as what a later step made of it."""
    for shipped in paths:
        path = shipped
        step = history.owner_of(path)
        while step is not None:
            yield step, path
            before = history.before(step, path)
            step, path = before if before is not None else (None, path)
