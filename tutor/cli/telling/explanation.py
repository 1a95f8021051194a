"""``distill explain`` as text."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.cli.telling.words import columns, count, cut, headed, listed, share, short, size, stage, wrapped
from tutor.dockerfile.stage_titles import the_stage, this_stage
from tutor.image.showing import shown
from tutor.insight.report.explanation import ExplanationReport, LineRow, StageRow

MOST = 5


def told(report: ExplanationReport) -> str:
    """The stages with their lines, then what crossed, what stayed, what is wasted, and the advice."""
    world = "recorded" if report.builder == "embedded" else report.builder
    lines = [f"{shown(report.subject)} · {report.engine} · {world} · {report.seconds:.1f} s"]
    lines += _summary(report)
    for one in report.stages:
        lines += ["", *_stage(one, report)]
    lines += headed("Crossed from one stage to another", _crossings(report))
    lines += headed("Left behind", _left_behind(report))
    lines += headed("Wasted: hidden, and still carried", _waste(report))
    lines += headed("Secrets", (wrapped(secret.says, 2, 2) for secret in report.secrets))
    lines += headed("What would help most", _advice(report))
    notes = [wrapped(f"note: {note}", 0, 2) for note in report.notes]
    notes += [wrapped(f"recorded: {sentence}", 0, 2) for sentence in report.provenance]
    return "\n".join([*lines, *([""] if notes else []), *notes])


def _summary(report: ExplanationReport) -> Iterator[str]:
    """The answers that most people come for, in a few sentences."""
    final = report.stages[report.final] if report.stages else None
    if final is None:
        return
    surface = final.surface
    sentence = f"The final image, {the_stage(final.label)}, has {size(final.size)}."
    if surface is not None:
        shells = f"a shell ({listed(surface.shells, 2)})" if surface.shells else "no shell"
        who = "as root" if surface.runs_as_root else f"as {surface.user}"
        sentence += f" It has {shells}, {count(len(surface.packages), 'package')}, and runs {who}."
    yield wrapped(sentence)
    costliest = next((line for line in report.lines if line.line == report.costliest), None)
    if costliest is not None:
        yield wrapped(
            f"Its costliest line is {costliest.line}, with {size(costliest.ships)}: {cut(costliest.text, 60)}"
        )


def _stage(one: StageRow, report: ExplanationReport) -> Iterator[str]:
    called = f"Final {the_stage(one.label)}" if one.final else this_stage(one.label)
    title = f"{called} (from {one.base})"
    if one.skipped_because:
        yield wrapped(f"{title}: skipped, because {one.skipped_because}.", 0, 2)
        return
    ships = ""
    if not one.final and one.shipped_bytes is not None:
        portion = share(one.shipped_bytes, one.size)
        ships = f", of which {size(one.shipped_bytes)} ships" + (f" ({portion})" if portion else "")
    yield wrapped(f"{title}: {size(one.size)}{ships}", 0, 2)
    lines = [line for line in report.lines if line.stage == one.index]
    if lines:
        yield f"  {'line':>4} {'adds':>8} {'hides':>8} {'ships':>8}  instruction"
    for line in lines:
        yield from _line(line)


def _line(line: LineRow) -> Iterator[str]:
    if not line.reached:
        yield f"  {line.line:>4} {'':>8} {'':>8} {'':>8}  {cut(line.text, columns() - 36)} (not reached)"
        return
    yield (
        f"  {line.line:>4} {size(line.adds):>8} {size(line.hides):>8} {size(line.ships):>8}  "
        f"{cut(line.text, columns() - 36)}"
    )
    if line.says:
        yield wrapped(line.says, 9)


def _crossings(report: ExplanationReport) -> Iterator[str]:
    for crossing in report.crossings:
        to = stage(report.stages[crossing.to_stage].label)
        yield wrapped(
            f"line {crossing.line}: {size(crossing.bytes)} in {count(crossing.files, 'file')} from "
            f"{stage(crossing.from_name)} to {to}",
            2,
            2,
        )
        for source, destination in crossing.paths[:MOST]:
            yield f"    /{shown(source)} to /{shown(destination)}"
        if len(crossing.paths) > MOST:
            yield f"    and {count(crossing.files - MOST, 'other file')}"


def _left_behind(report: ExplanationReport) -> Iterator[str]:
    for left in report.left_behind:
        label = stage(report.stages[left.stage].label)
        yield wrapped(
            f"{size(left.bytes):>8}  {left.cause} in {label}: {count(left.files, 'file')}, such as "
            f"{listed([short(path) for path in left.largest], 2, left.files)}",
            2,
            10,
        )


def _waste(report: ExplanationReport) -> Iterator[str]:
    for waste in report.waste:
        of = " and ".join(map(str, waste.of_lines))
        lines = f"{'lines' if len(waste.of_lines) > 1 else 'line'} {of}" if of else "earlier lines"
        where = "in the final image" if waste.ships else f"in {stage(report.stages[waste.stage].label)} only"
        yield wrapped(
            f"{size(waste.bytes):>8}  line {waste.line} hides {count(waste.files, 'file')} of {lines} "
            f"({waste.how}), {where}: {listed([short(path) for path in waste.paths], 2, waste.files)}",
            2,
            10,
        )


def _advice(report: ExplanationReport) -> Iterator[str]:
    for number, advice in enumerate(report.advice, 1):
        where = f"line {advice.line}: " if advice.line else ""
        saves = ""
        if advice.saves_bytes:
            saves = f" Saves {'about ' if advice.estimated else ''}{size(advice.saves_bytes)}."
        yield wrapped(f"{number}. {where}{advice.title}.{saves}", 2, 3)
        yield wrapped(advice.because, 5)
        if advice.lesson:
            yield f"     Lesson: {advice.lesson}"
