"""Ties the result of a build to the lines of its Dockerfile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from tutor.dockerfile import Dockerfile, graph_of
from tutor.dockerfile.stage_titles import this_stage
from tutor.engine import BuildResult, StageImage
from tutor.image import FileKind, surface_of
from tutor.insight.arrivals import Arrival, arrivals_of
from tutor.insight.explanation import Crossing, Explanation, LineInsight, StageInsight
from tutor.insight.hidden_secrets import secrets_of_build
from tutor.insight.history import StageHistory, histories
from tutor.insight.left import left_behind
from tutor.insight.lines import line_insights
from tutor.insight.provenance import Provenance
from tutor.insight.reach import reach_of
from tutor.insight.read import read_built, workdirs
from tutor.insight.wasted import waste_of

NO_ARGS: Mapping[str, str] = MappingProxyType({})


def explain(result: BuildResult, text: str, build_args: Mapping[str, str] = NO_ARGS) -> Explanation:
    """What each stage and line of the Dockerfile ``text`` brought, hid, shipped and left behind.

    ``text`` and ``build_args`` are those that were built. Works for any result: what was not measured is
    None, or left out with a note.
    """
    dockerfile = read_built(result, text, build_args)
    made = histories(result, dockerfile, workdirs(dockerfile, result))
    arrivals = arrivals_of(dockerfile, made)
    reach = reach_of(dockerfile, result.final, made, arrivals)
    provenance = Provenance(dockerfile, made, arrivals, reach)
    lines = line_insights(result, provenance)
    return Explanation(
        final=result.final,
        stages=tuple(_stages(result, dockerfile, provenance, lines)),
        lines=lines,
        crossings=tuple(_crossings(made, arrivals)),
        left_behind=left_behind(provenance),
        waste=waste_of(made, reach),
        costliest=_costliest(lines, provenance),
        provenance=provenance,
        secrets=secrets_of_build(provenance),
        notes=tuple(_notes(result, made)),
    )


def _stages(
    result: BuildResult, dockerfile: Dockerfile, provenance: Provenance, lines: Sequence[LineInsight]
) -> Iterator[StageInsight]:
    needs = graph_of(dockerfile).needs
    for stage in result.stages:
        measured = stage.files is not None
        history = provenance.histories[stage.index]
        yield StageInsight(
            index=stage.index,
            label=stage.label,
            base=stage.base,
            final=stage.index == result.final,
            built=stage.built,
            skipped_because=stage.skipped_because,
            needs=tuple(sorted(needs.get(stage.index, ()))),
            needed_by=tuple(sorted(other for other, those in needs.items() if stage.index in those)),
            size=stage.size,
            shipped_bytes=_shipped_bytes(stage, history, provenance),
            surface=surface_of(stage.files, stage.documents, stage.config)
            if stage.files is not None and measured
            else None,
            efficiency=_efficiency(history),
        )


def _shipped_bytes(stage: StageImage, history: StageHistory, provenance: Provenance) -> int | None:
    if stage.index in provenance.reach.chain:
        return stage.size
    if stage.files is None or stage.index not in provenance.reach.known:
        return None
    files: dict[str, int] = {}
    for path in provenance.shipped(stage.index):
        entry = stage.files.get(path)
        if entry is not None and entry.kind is FileKind.FILE:
            files[entry.same_as or path] = entry.size
    return sum(files.values())


def _efficiency(history: StageHistory) -> float | None:
    if not history.complete:
        return None
    stored = history.stored_bytes
    return history.tree.total_bytes / stored if stored else 1.0


def _crossings(
    made: Sequence[StageHistory], arrivals: Mapping[tuple[int, int], Arrival]
) -> Iterator[Crossing]:
    for arrival in arrivals.values():
        step = arrival.step
        if arrival.source is None or step.layer is None:
            continue
        files = [
            entry for entry in step.layer.entries if entry.kind is FileKind.FILE and entry.same_as is None
        ]
        if arrival.likely:
            files = [entry for entry in files if entry.path in arrival.paths]
        from_stage = arrival.from_stage
        named = from_stage is not None and 0 <= from_stage < step.stage
        folders = {entry.path for entry in step.layer.entries if entry.kind is FileKind.DIRECTORY}
        yield Crossing(
            line=step.line,
            text=step.instruction.text,
            to_stage=step.stage,
            from_stage=from_stage if named else None,
            from_name=arrival.source.name,
            files=len(files),
            bytes=sum(entry.size for entry in files),
            paths=tuple(
                (source, path) for path, source in sorted(arrival.paths.items()) if path not in folders
            ),
        )


def _costliest(lines: Sequence[LineInsight], provenance: Provenance) -> LineInsight | None:
    """FROM a stage weighs nothing of its own: that stage's lines do."""
    stages = provenance.dockerfile.stages
    own = [
        line
        for line in lines
        if line.stage in provenance.reach.chain
        and line.ships
        and not (line.keyword == "FROM" and stages[line.stage].base.stage is not None)
    ]
    return max(own, key=lambda line: line.ships or 0, default=None)


def _notes(result: BuildResult, made: Sequence[StageHistory]) -> Iterator[str]:
    yield from result.notes
    for stage, history in zip(result.stages, made, strict=False):
        if not history.steps:
            continue
        if stage.files is None:
            yield f"{this_stage(stage.label)} was not measured: what it holds and ships is not known."
        elif not history.complete:
            said = this_stage(stage.label)
            yield f"{said} was not measured line by line: who brought what is known in part."
