"""Pieces of a self-contained picture: no script, no font from elsewhere, readable on light and dark pages."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from tutor.image.showing import shown

WIDTH = 960
MARGIN = 24
CHARACTER_WIDTH = 7.3
"""Of the text in pixels, rather too wide: a name is cut before it runs over."""

STYLE = """\
svg { color-scheme: light dark; font: 13px ui-sans-serif, system-ui, sans-serif; }
.page { fill: #ffffff; } .text { fill: #1b1f24; } .faint { fill: #57606a; }
.title { font-size: 18px; font-weight: 600; }
.bar { fill: #c8d1da; } .ships { fill: #0a7d5a; }
.gone { fill: #b3541e; } .new { fill: #0a7d5a; } .kept { fill: #c8d1da; }
.on { fill: #ffffff; } .edge { stroke: #ffffff; stroke-width: 1; } .line { stroke: #0a7d5a; fill: none; }
@media (prefers-color-scheme: dark) {
.page { fill: #0d1117; } .text { fill: #e6edf3; } .faint { fill: #9da7b3; }
.bar { fill: #3a434e; } .kept { fill: #3a434e; }
.ships { fill: #3fb68b; } .new { fill: #3fb68b; } .gone { fill: #e08850; } .on { fill: #0d1117; }
.edge { stroke: #0d1117; } .line { stroke: #3fb68b; } }"""


def picture(height: float, title: str, described: str, parts: Iterable[str]) -> str:
    """The whole file; ``title`` and ``described`` are what a screen reader says."""
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" width="{WIDTH}" '
        f'height="{height:.0f}" role="img" aria-labelledby="title described">\n'
        f'<title id="title">{safe(title)}</title>\n<desc id="described">{safe(described)}</desc>\n'
        f"<style>{STYLE}</style>\n"
        f'<rect class="page" width="100%" height="100%"/>\n{body}\n</svg>\n'
    )


def safe(text: str) -> str:
    """Text for between tags."""
    return escape(shown(text))


def text(
    x: float, y: float, said: str, kind: str = "text", *, anchor: str = "start", room: float = WIDTH
) -> str:
    """A line of text with its baseline at ``y``, cut to ``room`` pixels."""
    most = max(1, int(room / CHARACTER_WIDTH))
    line = shown(" ".join(said.split()))
    line = line if len(line) <= most else f"{line[: most - 1]}…"
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" class={quoteattr(kind)} text-anchor="{anchor}">{escape(line)}</text>'
    )


def box(x: float, y: float, width: float, height: float, kind: str, tip: str = "") -> str:
    """A rectangle with a text that shows when one points at it."""
    inner = f"<title>{safe(tip)}</title>" if tip else ""
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{height:.1f}" '
        f"class={quoteattr(kind)}>{inner}</rect>"
    )
