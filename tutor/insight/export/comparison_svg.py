"""Two images as icicles of their folders, one above the other, as a picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tutor.image.size import human
from tutor.insight.export.svg import MARGIN, WIDTH, box, picture, text
from tutor.insight.report import ComparisonReport
from tutor.insight.report.comparison import FolderChangeRow

ROW = 30
LEVELS = 4
READABLE = 4
"""An image that is so many times smaller than the other gets a scale of its own, and says so."""

LEAST = 1.0
"""Narrower folders are not drawn."""


def comparison_svg(report: ComparisonReport) -> str:
    """Every folder as wide as its bytes, those in it below it; what differs has a colour of its own."""
    height = 138 + 2 * (ROW * (LEVELS + 1) + 40) + 22 * len(report.kinds)
    title = f"{report.before.name} and {report.after.name}"
    return picture(height, title, " ".join(report.plus), _parts(report))


def _parts(report: ComparisonReport) -> Iterator[str]:
    before, after = report.before, report.after
    yield text(MARGIN, 36, f"{before.name} and {after.name}", "text title", room=WIDTH - 2 * MARGIN)
    yield text(MARGIN, 58, report.plus[0] if report.plus else "", "faint", room=WIDTH - 2 * MARGIN)
    yield from _legend()
    rows = {row.path: row for row in report.folders}
    below: dict[str, list[str]] = {}
    for path in rows:
        if path:
            below.setdefault(path.rpartition("/")[0], []).append(path)
    largest = max(before.visible_bytes, after.visible_bytes, 1)
    y = 112.0
    for side, name in (("before", before.name), ("after", after.name)):
        root = rows.get("")
        total = 0 if root is None else _bytes(root, side)
        room = WIDTH - 2 * MARGIN
        times = largest / total if total else 1.0
        larger = f", drawn {times:.0f} times larger" if times >= READABLE else ""
        yield text(MARGIN, y, f"{side} {name}: {human(total)}{larger}", room=room)
        scale = room / (total if larger else largest)
        if root is not None:
            yield from _icicle(root, side, MARGIN, y + 10, 0, scale, rows, below)
        y += ROW * (LEVELS + 1) + 40
    yield text(MARGIN, y, "By kind: before, after", "text")
    for kind in report.kinds:
        y += 22
        yield text(MARGIN + 90, y, human(kind.before), anchor="end")
        yield text(MARGIN + 180, y, human(kind.after), anchor="end")
        yield text(MARGIN + 194, y, kind.kind, "faint")


def _legend() -> Iterator[str]:
    x = float(MARGIN)
    for kind, said in (("gone", "mostly only before"), ("new", "mostly new"), ("kept", "in both")):
        yield box(x, 72, 14, 14, kind)
        yield text(x + 22, 84, said, "faint")
        x += 170


def _icicle(
    row: FolderChangeRow,
    side: str,
    x: float,
    y: float,
    depth: int,
    scale: float,
    rows: Mapping[str, FolderChangeRow],
    below: Mapping[str, list[str]],
) -> Iterator[str]:
    size = _bytes(row, side)
    width = size * scale
    if not size or (width < LEAST and depth):
        return
    name = row.path.rpartition("/")[2] or "/"
    tip = f"/{row.path}: {human(row.before)} before, {human(row.after)} after"
    yield box(x, y + depth * ROW, max(width, LEAST), ROW, f"{_kind(row, side)} edge", tip)
    told = f"{name} {human(size)}"
    if width > 40:
        colour = "text" if _kind(row, side) == "kept" else "on"
        yield text(x + 6, y + depth * ROW + 20, told, colour, room=width - 10)
    if depth < LEVELS:
        for path in sorted(below.get(row.path, ()), key=lambda path: -_bytes(rows[path], side)):
            yield from _icicle(rows[path], side, x, y, depth + 1, scale, rows, below)
            x += _bytes(rows[path], side) * scale


def _kind(row: FolderChangeRow, side: str) -> str:
    """Mostly only on this side, or there on both."""
    size = _bytes(row, side)
    differs = (row.removed if side == "before" else row.added) + (row.changed if side == "after" else 0)
    if differs * 2 <= size:
        return "kept"
    return "gone" if side == "before" else "new"


def _bytes(row: FolderChangeRow, side: str) -> int:
    return row.before if side == "before" else row.after
