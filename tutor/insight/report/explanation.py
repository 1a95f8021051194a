"""A build tied to its Dockerfile as a document: what ``distill explain --json`` prints."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from tutor.engine import BuildResult
from tutor.image.showing import encodable
from tutor.insight.advised import Advice
from tutor.insight.explanation import Crossing, Explanation, LeftBehind, LineInsight, StageInsight, Waste
from tutor.insight.report.findings import FindingRow, SecretRow, finding_rows, secret_rows
from tutor.insight.report.surface import SurfaceRow, surface_row
from tutor.insight.thresholds import Finding

MOST_PATHS = 20
"""How many of the files that crossed are told one by one."""


class StageRow(msgspec.Struct, frozen=True):
    """A stage; bytes are null when not measured.

    ``shipped_bytes`` reach the final image. ``needs`` and ``needed_by`` are numbers of stages.
    """

    index: int
    label: str
    base: str
    final: bool
    built: bool
    skipped_because: str | None
    needs: list[int]
    needed_by: list[int]
    size: int | None
    shipped_bytes: int | None
    efficiency: float | None
    surface: SurfaceRow | None


class LineRow(msgspec.Struct, frozen=True):
    """An instruction; bytes are null when not measured.

    ``adds`` is what it stores, ``hides`` what it deletes or replaces of earlier instructions,
    ``hidden_later`` what later ones hide of its own, ``ships`` what of its own is in the final image.
    """

    line: int
    last_line: int
    stage: int
    keyword: str
    text: str
    reached: bool
    cached: bool
    seconds: float
    adds: int | None
    hides: int | None
    hidden_later: int | None
    ships: int | None
    files_added: int | None
    says: str


class CrossingRow(msgspec.Struct, frozen=True):
    """What an instruction took over from another stage; ``from_stage`` is null for an image.

    ``paths`` are pairs of source and destination, at most 20.
    """

    line: int
    text: str
    from_stage: int | None
    from_name: str
    to_stage: int
    files: int
    bytes: int
    paths: list[tuple[str, str]]


class LeftBehindRow(msgspec.Struct, frozen=True):
    """What a stage held and did not ship, of one cause; ``largest`` are up to 5 paths."""

    stage: int
    cause: str
    files: int
    bytes: int
    largest: list[str]
    lines: list[int]


class WasteRow(msgspec.Struct, frozen=True):
    """Bytes that an image keeps although ``line`` hid them; ``how`` is deleted, replaced, metadata only or
    moved; ``of_lines`` had stored them; ``ships`` tells whether the final image carries them.
    """

    line: int
    stage: int
    of_lines: list[int]
    how: str
    bytes: int
    files: int
    ships: bool
    paths: list[str]


class AdviceRow(msgspec.Struct, frozen=True):
    """A change worth making; ``lesson`` is the name of the lesson that explains it, null for none."""

    title: str
    because: str
    line: int | None
    saves_bytes: int
    estimated: bool
    lesson: str | None


class ExplanationReport(msgspec.Struct, frozen=True):
    """`distill explain`: what every stage and line brought, hid, shipped and left behind.

    ``final`` is the number of the final stage, ``costliest`` the line of the final image that weighs most.
    ``provenance`` are sentences about the recordings behind it, none for a live engine.
    """

    subject: str
    engine: str
    builder: str
    seconds: float
    final: int
    stages: list[StageRow]
    lines: list[LineRow]
    crossings: list[CrossingRow]
    left_behind: list[LeftBehindRow]
    waste: list[WasteRow]
    costliest: int | None
    secrets: list[SecretRow]
    advice: list[AdviceRow]
    notes: list[str]
    provenance: list[str]
    findings: list[FindingRow]
    schema: int = 1


def explanation_report(
    subject: str,
    result: BuildResult,
    explanation: Explanation,
    advice: Sequence[Advice] = (),
    findings: Sequence[Finding] = (),
) -> ExplanationReport:
    """The document of a build, with the advice that is to be told."""
    return ExplanationReport(
        subject=encodable(subject),
        engine=result.engine,
        builder=result.builder,
        seconds=round(result.seconds, 3),
        final=explanation.final,
        stages=[_stage(stage) for stage in explanation.stages],
        lines=[_line(line) for line in explanation.lines],
        crossings=[_crossing(crossing) for crossing in explanation.crossings],
        left_behind=[_left_behind(left) for left in explanation.left_behind],
        waste=[_waste(waste) for waste in explanation.waste],
        costliest=None if explanation.costliest is None else explanation.costliest.line,
        secrets=secret_rows(explanation.secrets),
        advice=[
            AdviceRow(encodable(a.title), encodable(a.because), a.line, a.saves_bytes, a.estimated, a.lesson)
            for a in advice
        ],
        notes=_texts((*result.notes, *(note for note in explanation.notes if note not in result.notes))),
        provenance=_texts(result.provenance),
        findings=finding_rows(findings),
    )


def _stage(stage: StageInsight) -> StageRow:
    return StageRow(
        index=stage.index,
        label=encodable(stage.label),
        base=encodable(stage.base),
        final=stage.final,
        built=stage.built,
        skipped_because=stage.skipped_because,
        needs=list(stage.needs),
        needed_by=list(stage.needed_by),
        size=stage.size,
        shipped_bytes=stage.shipped_bytes,
        efficiency=None if stage.efficiency is None else round(stage.efficiency, 4),
        surface=None if stage.surface is None else surface_row(stage.surface),
    )


def _line(line: LineInsight) -> LineRow:
    return LineRow(
        line=line.line,
        last_line=line.last_line,
        stage=line.stage,
        keyword=line.keyword,
        text=encodable(line.text),
        reached=line.reached,
        cached=line.cached,
        seconds=round(line.seconds, 3),
        adds=line.adds,
        hides=line.hides,
        hidden_later=line.hidden_later,
        ships=line.ships,
        files_added=line.files_added,
        says=encodable(line.says),
    )


def _crossing(crossing: Crossing) -> CrossingRow:
    return CrossingRow(
        line=crossing.line,
        text=encodable(crossing.text),
        from_stage=crossing.from_stage,
        from_name=encodable(crossing.from_name),
        to_stage=crossing.to_stage,
        files=crossing.files,
        bytes=crossing.bytes,
        paths=[(encodable(here), encodable(there)) for here, there in crossing.paths[:MOST_PATHS]],
    )


def _left_behind(left: LeftBehind) -> LeftBehindRow:
    return LeftBehindRow(
        left.stage, left.cause.title, left.files, left.bytes, _texts(left.largest), list(left.lines)
    )


def _waste(waste: Waste) -> WasteRow:
    return WasteRow(
        line=waste.line,
        stage=waste.stage,
        of_lines=list(waste.of_lines),
        how=waste.how,
        bytes=waste.bytes,
        files=waste.files,
        ships=waste.ships,
        paths=_texts(waste.paths),
    )


def _texts(texts: Sequence[str]) -> list[str]:
    return [encodable(text) for text in texts]
