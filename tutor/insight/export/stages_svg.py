"""The stages of a build as bars, what of each ships, and what crossed, as a picture."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.dockerfile.stage_titles import stage_title
from tutor.image.size import human
from tutor.insight.export.svg import MARGIN, WIDTH, box, picture, text
from tutor.insight.report import ExplanationReport
from tutor.insight.report.explanation import StageRow

LABELS = 190
FIGURES = 150
BAR = 26
ROW = 64
LEAST = 2.0
"""Pixels of what is not nothing."""


def stages_svg(report: ExplanationReport) -> str:
    """One bar a stage, in file order, as long as its bytes; the lit part ships."""
    left = [one for one in report.left_behind if one.bytes][:6]
    height = 90 + ROW * len(report.stages) + 24 * len(report.crossings)
    height += 30 + 20 * len(left) if left else 0
    return picture(height, report.subject, _described(report), _parts(report))


def _described(report: ExplanationReport) -> str:
    told = [f"{stage_title(stage.label)}: {_figure(stage)}" for stage in report.stages]
    return ". ".join([*told, *(_crossed(report, number) for number in range(len(report.crossings)))]) + "."


def _parts(report: ExplanationReport) -> Iterator[str]:
    yield text(MARGIN, 36, report.subject, "text title")
    yield text(MARGIN, 58, f"{report.engine}: what each stage holds, and what of it ships", "faint")
    largest = max((stage.size or 0 for stage in report.stages), default=0) or 1
    y = 80.0
    for stage in report.stages:
        yield from _stage(stage, y, largest)
        y += ROW
    y += 10
    for number in range(len(report.crossings)):
        yield f'<path class="line" d="M{MARGIN} {y - 4:.1f} h14 m-4 -4 l4 4 l-4 4"/>'
        yield text(MARGIN + 22, y, _crossed(report, number), room=WIDTH - 2 * MARGIN - 22)
        y += 24
    left = [one for one in report.left_behind if one.bytes][:6]
    if left:
        y += 10
        yield text(MARGIN, y, "Left behind", "text")
    for one in left:
        y += 20
        label = report.stages[one.stage].label
        yield text(MARGIN + 90, y, human(one.bytes), "text", anchor="end")
        yield text(
            MARGIN + 104,
            y,
            f"{one.cause} in {stage_title(label)}, {one.files:,} file{'' if one.files == 1 else 's'}",
            "faint",
        )


def _stage(stage: StageRow, y: float, largest: int) -> Iterator[str]:
    x, room = MARGIN + LABELS, WIDTH - 2 * MARGIN - LABELS - FIGURES
    yield text(
        MARGIN, y + 18, stage_title(stage.label) + (" (final)" if stage.final else ""), room=LABELS - 8
    )
    yield text(MARGIN, y + 36, f"from {stage.base}", "faint", room=LABELS - 8)
    tip = f"{stage_title(stage.label)}: {_figure(stage)}"
    if stage.size is not None and stage.built:
        width = max(LEAST, room * stage.size / largest) if stage.size else 0
        yield box(x, y, width, BAR, "bar", tip)
        shipped = stage.size if stage.final else (stage.shipped_bytes or 0)
        if shipped:
            yield box(x, y, max(LEAST, room * shipped / largest), BAR, "ships", tip)
        yield text(x + max(width, LEAST) + 8, y + 18, human(stage.size))
    yield text(x, y + BAR + 18, _figure(stage), "faint", room=room + FIGURES)


def _figure(stage: StageRow) -> str:
    if stage.skipped_because:
        return f"skipped, because {stage.skipped_because}"
    if stage.size is None:
        return "not measured"
    surface = stage.surface
    told = [human(stage.size)]
    if not stage.final and stage.shipped_bytes is not None:
        told.append(f"{human(stage.shipped_bytes)} ships")
    if surface is not None:
        told.append(f"{len(surface.shells)} shells" if surface.shells else "no shell")
        told.append(f"{len(surface.packages)} packages")
        told.append("runs as root" if surface.runs_as_root else f"runs as {surface.user}")
    return ", ".join(told)


def _crossed(report: ExplanationReport, number: int) -> str:
    crossing = report.crossings[number]
    to = stage_title(report.stages[crossing.to_stage].label)
    paths = ", ".join(f"/{there}" for _, there in crossing.paths[:3])
    more = f" and {crossing.files - 3} more" if crossing.files > 3 and len(crossing.paths) >= 3 else ""
    took = f"line {crossing.line} took {human(crossing.bytes)} from {stage_title(crossing.from_name)} to {to}"
    return f"{took}: {paths}{more}"
