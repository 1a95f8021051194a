"""A build or a comparison as Markdown, for a pull request or a note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from tutor.dockerfile.stage_titles import stage_title
from tutor.image.showing import shown
from tutor.image.size import human
from tutor.insight.export.prose import table, text
from tutor.insight.report import ComparisonReport, ExplanationReport
from tutor.insight.report.comparison import FileChangeRow
from tutor.insight.report.findings import FindingRow
from tutor.insight.report.surface import SurfaceDeltaRow

MOST_PATHS = 20
SORTS = ("shells", "package_managers", "packages", "setuid", "interpreters", "compilers")


def explanation(report: ExplanationReport) -> str:
    """What each line adds, hides and ships, what crossed, what stayed, and the advice."""
    stages = {stage.index: _name(stage.label) for stage in report.stages}
    lines = [f"# {text(report.subject)}", "", f"{report.engine}, {report.builder}, {report.seconds:.1f} s"]
    lines += ["", "## Stages", ""]
    lines += table(
        ("stage", "from", "size", "ships", "shell", "packages", "user"),
        (
            (
                _name(stage.label) + (" (final)" if stage.final else ""),
                text(stage.base),
                _size(stage.size)
                if stage.skipped_because is None
                else f"skipped: {text(stage.skipped_because)}",
                _size(stage.shipped_bytes),
                "?" if stage.surface is None else ("yes" if stage.surface.shells else "no"),
                "?" if stage.surface is None else str(len(stage.surface.packages)),
                "?"
                if stage.surface is None
                else text(stage.surface.user or ("root" if stage.surface.runs_as_root else "")),
            )
            for stage in report.stages
        ),
    )
    lines += ["", "## Lines", ""]
    lines += table(
        ("line", "adds", "hides", "ships", "instruction", ""),
        (
            (
                str(line.line),
                _size(line.adds),
                _size(line.hides),
                _size(line.ships),
                _code(line.text),
                text(line.says),
            )
            for line in report.lines
        ),
    )
    lines += _section(
        "Crossed from one stage to another",
        (
            f"line {one.line}: {_size(one.bytes)} in {_files(one.files)} from {_name(one.from_name)} to "
            f"{stages.get(one.to_stage, '?')}"
            + "".join(
                f"\n  - {_code('/' + here)} to {_code('/' + there)}" for here, there in one.paths[:MOST_PATHS]
            )
            for one in report.crossings
        ),
    )
    lines += _section(
        "Left behind",
        (
            f"{_size(left.bytes)} {left.cause} in {stages.get(left.stage, '?')}, {_files(left.files)}, "
            f"such as {', '.join(_code('/' + path) for path in left.largest[:2])}"
            for left in report.left_behind
        ),
    )
    lines += _section(
        "Wasted",
        (
            f"{_size(waste.bytes)}: line {waste.line} hides what came before ({waste.how}), "
            f"{'in the final image' if waste.ships else 'not in the final image'}: "
            f"{', '.join(_code('/' + path) for path in waste.paths[:2])}"
            for waste in report.waste
        ),
    )
    lines += _section("Secrets", (text(secret.says) for secret in report.secrets))
    lines += _section(
        "What would help most",
        (
            f"{f'line {one.line}: ' if one.line else ''}**{text(one.title)}.** {text(one.because)}"
            for one in report.advice
        ),
    )
    lines += _findings(report.findings)
    lines += _section("Notes", map(text, (*report.notes, *report.provenance)))
    return "\n".join(lines) + "\n"


def comparison(report: ComparisonReport) -> str:
    """Totals, kinds, folders, the largest paths, surface and config."""
    before, after = report.before, report.after
    lines = [f"# {text(before.name)} and {text(after.name)}", ""]
    lines += table(
        ("", "before", "after", "difference"),
        (
            ("size", human(before.size), human(after.size), _growth(report.growth)),
            ("packages", str(before.packages), str(after.packages), f"{after.packages - before.packages:+d}"),
            ("shells", str(before.shells), str(after.shells), f"{after.shells - before.shells:+d}"),
            ("user", text(before.user or "default"), text(after.user or "default"), ""),
        ),
    )
    lines += ["", *(f"{text(sentence)}\n" for sentence in report.plus)]
    lines += table(
        ("", "files", "bytes"),
        ((name, f"{total.files:,}", human(total.bytes)) for name, total in report.totals.items()),
    )
    lines += ["", "## By kind", ""]
    lines += table(
        ("kind", "before", "after", "difference"),
        (
            (row.kind, human(row.before), human(row.after), _growth(row.after - row.before))
            for row in report.kinds
        ),
    )
    lines += _section("Added", _paths(report.added))
    lines += _section("Removed", _paths(report.removed))
    lines += _section(
        "Changed",
        (f"{_code('/' + row.path)} ({', '.join(row.changes)})" for row in report.changed[:MOST_PATHS]),
    )
    lines += _section(
        "Moved",
        (
            f"{human(row.bytes)} {_code('/' + row.before)} to {_code('/' + row.after)}"
            for row in report.moved[:MOST_PATHS]
        ),
    )
    lines += _section("Surface", _surface(report.surface))
    lines += _section(
        "Config",
        (
            f"{text(row.field)}: {'not set' if row.before is None else _code(row.before)}, now "
            f"{'not set' if row.after is None else _code(row.after)}"
            for row in report.config
        ),
    )
    lines += _findings(report.findings)
    lines += _section("Notes", map(text, report.notes))
    return "\n".join(lines) + "\n"


def _paths(rows: Sequence[FileChangeRow]) -> Iterator[str]:
    for row in rows[:MOST_PATHS]:
        yield f"{human((row.after if row.before is None else row.before) or 0)} {_code('/' + row.path)}"


def _surface(surface: SurfaceDeltaRow) -> Iterator[str]:
    for name in SORTS:
        row = getattr(surface, name)
        for title, names in (("gone", row.gone), ("new", row.new)):
            if names:
                more = f" and {len(names) - 8} more" if len(names) > 8 else ""
                yield f"{name.replace('_', ' ')} {title}: {', '.join(map(_code, names[:8]))}{more}"
    if surface.reasons:
        yield f"score {surface.score:+d}, where more is less to attack"
    for reason in surface.reasons:
        yield f"{reason.points:+d} {text(reason.sentence)}"


def _findings(findings: Sequence[FindingRow]) -> list[str]:
    return _section("Bounds", (f"`{one.bound}` {one.state}: {text(one.because)}" for one in findings))


def _section(title: str, items: Iterable[str]) -> list[str]:
    found = list(items)
    return ["", f"## {title}", "", *(f"- {item}" for item in found)] if found else []


def _size(count: int | None) -> str:
    return "?" if count is None else human(count)


def _files(count: int) -> str:
    return f"{count:,} file{'' if count == 1 else 's'}"


def _growth(count: int) -> str:
    return f"+{human(count)}" if count > 0 else human(count)


def _name(label: str) -> str:
    return text(stage_title(label))


def _code(written: str) -> str:
    """Text in a code span; a run of backticks longer than any in the text around it."""
    told = shown(" ".join(written.split()))
    fence = "`" * (max((len(run) for run in re.findall("`+", told)), default=0) + 1)
    space = " " if told.startswith("`") or told.endswith("`") else ""
    return f"{fence}{space}{told}{space}{fence}"
