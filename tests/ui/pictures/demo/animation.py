"""A recording as an SVG that moves: a strip of frames, drawn one after the other."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from itertools import groupby

import pyte
from pyte.screens import Char

WIDTH, HEIGHT, SIZE = 8.4, 17, 14
"""Of a cell, and of the letters in it, in pixels."""
GROUND, INK = "15181c", "d8dbe0"
LEAST_SECONDS = 0.12
"""Frames that come faster than this are one."""
FONTS = "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace"


def animated(events: Sequence[tuple[float, str]], columns: int, rows: int, seconds: float) -> str:
    """The SVG of what was drawn; ``events`` are (seconds since the start, text)."""
    frames = list(_frames(events, columns, rows, seconds))
    lines: dict[str, int] = {}
    strip = []
    for number, (_, drawn) in enumerate(frames):
        uses = []
        for row, line in enumerate(drawn):
            if line:
                name = lines.setdefault(line, len(lines))
                uses.append(f'<use href="#l{name}" y="{row * HEIGHT}"/>')
        strip.append(f'<g transform="translate({round(number * columns * WIDTH, 1)})">{"".join(uses)}</g>')
    width, height = round(columns * WIDTH, 1), rows * HEIGHT
    moves = "".join(
        f"{100 * at / seconds:.3f}%{{transform:translate({round(-number * columns * WIDTH, 1)}px)}}"
        for number, (at, _) in enumerate(frames)
    )
    defs = "".join(f'<g id="l{name}">{line}</g>' for line, name in lines.items())
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
        f"<style>text{{font:{SIZE}px {FONTS};white-space:pre;fill:#{INK}}}.b{{font-weight:700}}"
        f"@keyframes play{{{moves}}}#strip{{animation:play {seconds:.2f}s step-end infinite}}</style>"
        f'<rect width="100%" height="100%" fill="#{GROUND}"/><defs>{defs}</defs>'
        f'<g id="strip">{"".join(strip)}</g></svg>\n'
    )


def _frames(
    events: Sequence[tuple[float, str]], columns: int, rows: int, seconds: float
) -> Iterator[tuple[float, list[str]]]:
    """What is on the screen, from when on; equal frames once."""
    screen = pyte.Screen(columns, rows)
    stream = pyte.Stream(screen)
    before: list[str] = []
    ends = [at for at, _ in events[1:]] + [seconds]
    last = 0.0
    for (at, data), until in zip(events, ends, strict=True):
        stream.feed(data)
        if until - max(at, last) < LEAST_SECONDS and until - last < LEAST_SECONDS:
            continue
        drawn = [_line(screen, row) for row in range(rows)]
        if drawn != before:
            yield (at if before else 0.0), drawn
            before, last = drawn, until


def _line(screen: pyte.Screen, row: int) -> str:
    """One line: grounds first, then letters, each run at its cell."""
    cells = [screen.buffer[row][column] for column in range(screen.columns)]
    grounds, letters = [], []
    column = 0
    for (ink, ground, bold, under), run in groupby(cells, _look):
        text = "".join(cell.data for cell in run)
        count = len(text)
        x, width = round(column * WIDTH, 1), round(count * WIDTH, 1)
        if ground != GROUND:
            grounds.append(f'<rect x="{x}" width="{width}" height="{HEIGHT}" fill="#{ground}"/>')
        kept = text.rstrip()
        if kept:
            look = f' fill="#{ink}"' if ink != INK else ""
            look = f' style="fill:#{ink}"' if look else ""
            look += ' class="b"' if bold else ""
            look += ' text-decoration="underline"' if under else ""
            length = round(len(kept) * WIDTH, 1)
            letters.append(f'<text x="{x}" y="13" textLength="{length}"{look}>{html.escape(kept)}</text>')
        column += count
    return "".join(grounds + letters)


def _look(cell: Char) -> tuple[str, str, bool, bool]:
    ink = INK if cell.fg == "default" else cell.fg
    ground = GROUND if cell.bg == "default" else cell.bg
    if cell.reverse:
        ink, ground = ground, ink
    return ink, ground, cell.bold, cell.underscore
