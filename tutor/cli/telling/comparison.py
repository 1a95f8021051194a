"""``distill compare`` as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tutor.cli.telling.words import count, growth, headed, listed, share, size, wrapped
from tutor.image.showing import shown
from tutor.insight.report.comparison import ComparisonReport, FileChangeRow
from tutor.insight.report.surface import SurfaceDeltaRow, TurnoverRow

MOST_FOLDERS = 12
SORTS = ("shells", "package_managers", "packages", "setuid", "interpreters", "compilers")


def told(report: ComparisonReport) -> str:
    """Totals, then by kind and by folder, the paths, the surface, the config."""
    lines = [*_totals(report), "", *(wrapped(sentence, 0, 2) for sentence in report.plus)]
    lines += headed("By kind, before and after", _kinds(report))
    lines += headed("By folder, before and after", _folders(report))
    for name, rows in (("Added", report.added), ("Removed", report.removed)):
        total = report.totals[name.lower()]
        lines += headed(
            f"{name}, {count(total.paths, 'path')} with {size(total.bytes)}, largest first",
            _paths(rows, total.paths, "+" if name == "Added" else "-"),
        )
    changed = report.totals["changed"]
    lines += headed(f"Changed, {count(changed.paths, 'path')}, largest first", _changed(report))
    lines += headed(
        f"Moved, {count(report.totals['moved'].paths, 'file')} (added and removed above)", _moved(report)
    )
    lines += headed("Surface", _surface(report.surface))
    lines += headed("Config", _config(report))
    lines += headed("Notes", (wrapped(note, 2, 2) for note in report.notes))
    return "\n".join(lines)


def _totals(report: ComparisonReport) -> Iterator[str]:
    before, after = report.before, report.after
    yield f"before: {size(before.size):>8}  {shown(before.name)}"
    portion = share(after.size, before.size)
    yield (
        f"after:  {size(after.size):>8}  {shown(after.name)}  ({growth(report.growth)}"
        f"{f', {portion} of before' if portion else ''})"
    )
    for name in ("added", "removed", "changed", "kept", "moved"):
        total = report.totals[name]
        yield f"  {name:8} {size(total.bytes):>8} in {count(total.files, 'file')}"


def _kinds(report: ComparisonReport) -> Iterator[str]:
    for row in report.kinds:
        yield (
            f"  {size(row.before):>8} {size(row.after):>8}  {growth(row.after - row.before):>9}  {row.kind}"
        )


def _folders(report: ComparisonReport) -> Iterator[str]:
    """Where most differs; folders that only hold one that is told are left out."""
    touched = [
        (row.added + row.removed + row.changed, row) for row in report.folders if row.path.count("/") < 2
    ]
    rows = sorted((pair for pair in touched if pair[0] and pair[1].path), key=lambda pair: -pair[0])
    for _, row in rows[:MOST_FOLDERS]:
        yield (
            f"  {size(row.before):>8} {size(row.after):>8}  {growth(row.after - row.before):>9}  "
            f"/{shown(row.path)}"
        )


def _paths(rows: Sequence[FileChangeRow], total: int, sign: str) -> Iterator[str]:
    for row in rows:
        yield f"  {sign} {size(row.after if sign == '+' else row.before):>8}  /{shown(row.path)}"
    if total > len(rows):
        yield f"  and {count(total - len(rows), 'other path')} (--limit tells more)"


def _changed(report: ComparisonReport) -> Iterator[str]:
    for row in report.changed:
        yield f"  ~ {size(row.after):>8}  /{shown(row.path)} ({_how(row)})"
    total = report.totals["changed"].paths
    if total > len(report.changed):
        yield f"  and {count(total - len(report.changed), 'other path')} (--limit tells more)"


def _how(row: FileChangeRow) -> str:
    told = []
    for change in row.changes:
        if change == "mode":
            told.append(f"mode {row.mode_before} to {row.mode_after}")
        elif change == "owner":
            told.append(f"owner {row.owner_before} to {row.owner_after}")
        elif change == "content" and row.before != row.after:
            told.append(f"content, {growth((row.after or 0) - (row.before or 0))}")
        else:
            told.append(change)
    return "; ".join(told)


def _moved(report: ComparisonReport) -> Iterator[str]:
    for row in report.moved:
        yield f"  > {size(row.bytes):>8}  /{shown(row.before)} to /{shown(row.after)}"
    total = report.totals["moved"].paths
    if total > len(report.moved):
        yield f"  and {count(total - len(report.moved), 'other file')} (--limit tells more)"


def _surface(surface: SurfaceDeltaRow) -> Iterator[str]:
    for name in SORTS:
        row: TurnoverRow = getattr(surface, name)
        title = name.replace("_", " ")
        if row.gone:
            yield wrapped(f"{title} gone: {listed(row.gone)}", 2, 2)
        if row.new:
            yield wrapped(f"{title} new: {listed(row.new)}", 2, 2)
    if (surface.user_before, surface.root_before) != (surface.user_after, surface.root_after):
        before, after = surface.user_before or "root, by default", surface.user_after or "root, by default"
        yield wrapped(f"user: {before}, now {after}", 2, 2)
    if surface.reasons:
        yield f"  score {surface.score:+d}, where more is less to attack:"
    for reason in surface.reasons:
        yield wrapped(f"{reason.points:+d} {reason.sentence}", 4, 4)


def _config(report: ComparisonReport) -> Iterator[str]:
    for row in report.config:
        before = "not set" if row.before is None else row.before
        after = "not set" if row.after is None else row.after
        yield wrapped(f"{row.field}: {before}, now {after}", 2, 2)
