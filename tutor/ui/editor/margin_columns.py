"""Draws an instruction's figures into the columns that the editor's width leaves for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style

from tutor.image.size import human
from tutor.ui import amounts
from tutor.ui.editor.duration import LEAST_TOLD_SECONDS, lasting
from tutor.ui.editor.figures import Figures, Mark

_SIZE = 7
_SLIM_SIZE = 5
_SLIM_COLUMN = _SLIM_SIZE + 1
"""The size, and a blank that keeps it from the mark."""
_TIME = 6
_HIDES = 8
_RULE = "│"
_STEPS = " ▁▂▃▄▅▆▇"
_BEHIND = "░"
"""What stays behind is shaded, what ships is solid: the two differ without colour too."""
_DOES_NOTHING_TO_FILES = frozenset(
    {"ARG", "CMD", "ENTRYPOINT", "ENV", "EXPOSE", "HEALTHCHECK", "LABEL", "MAINTAINER", "ONBUILD", "SHELL"}
    | {"STOPSIGNAL", "USER", "VOLUME", "WORKDIR"}
)

MARGIN_PARTS = (
    "rule",
    "size",
    "behind",
    "bar",
    "bar-ships",
    "time",
    "hides",
    "cached",
    "running",
    "failed",
    "stale",
    "skipped",
)
"""The names of the styles that a margin is drawn in."""

_STYLE_OF_MARK = {
    Mark.NONE: "size",
    Mark.RUNNING: "running",
    Mark.CACHED: "cached",
    Mark.RECORDED: "cached",
    Mark.CHANGED: "running",
    Mark.AGAIN: "size",
    Mark.FAILED: "failed",
    Mark.STALE: "stale",
}

MarginStyles = Mapping[str, Style]


@dataclass(frozen=True, slots=True)
class MarginColumns:
    """Which columns there are; widths in cells, 0 for a column that is not drawn.

    A line is a rule, a mark, the size, then the bar, what it hides, and the time. A slim margin leaves the
    room to the text: the mark stands in the rule's place, and the size has a figure less.
    """

    slim: bool = False
    bar: int = 0
    hides: int = 0
    time: int = 0

    @property
    def width(self) -> int:
        if self.slim:
            return 1 + _SLIM_COLUMN + (1 + self.bar if self.bar else 0)
        return 3 + _SIZE + sum(1 + column for column in (self.bar, self.hides, self.time) if column) + 1

    @property
    def heading(self) -> str:
        """The columns' names, as wide as the margin."""
        if self.slim:
            return f" {'adds':>{_SLIM_COLUMN}}".ljust(self.width)
        text = f"   {'adds':>{_SIZE}}"
        if self.bar:
            text += f" {'ships' if self.bar >= len('ships') else '':<{self.bar}}"
        if self.hides:
            text += f" {'hides':>{self.hides}}"
        if self.time:
            text += f" {'time':>{self.time}}"
        return f"{text} "


def columns_for(width: int) -> MarginColumns | None:
    """The columns for ``width`` cells: below 24 none, below 48 only the size, below 72 a slim margin."""
    if width < 24:
        return None
    if width < 48:
        return MarginColumns(slim=True)
    if width < 72:
        return MarginColumns(slim=True, bar=2)
    if width < 88:
        return MarginColumns(bar=4, time=_TIME)
    return MarginColumns(bar=6, hides=_HIDES, time=_TIME)


def draw_margin(
    figures: Figures | None, columns: MarginColumns, largest: int, styles: MarginStyles
) -> list[Segment]:
    """A line of the margin, ``columns.width`` cells wide."""
    rule = Segment(_RULE, styles["rule"])
    if figures is None:
        return [rule, Segment(" " * (columns.width - 1), styles["size"])]
    stale = figures.mark is Mark.STALE or figures.earlier
    plain = styles["stale"] if stale else styles["behind" if figures.adds and not figures.lit else "size"]
    mark = Segment(figures.mark.value, styles[_STYLE_OF_MARK[figures.mark]])
    size_style = styles["skipped"] if figures.skipped else plain
    if columns.slim:
        segments = [rule if figures.mark is Mark.NONE else mark]
        segments.append(Segment(f"{_slim_size(figures):>{_SLIM_COLUMN}}", size_style))
    else:
        segments = [rule, mark, Segment(f" {_size(figures):>{_SIZE}}", size_style)]
    if columns.bar:
        lit, rest = split_bar(figures, largest, columns.bar)
        segments += [
            Segment(" ", plain),
            Segment(lit, styles["stale" if stale else "bar-ships"]),
            Segment(f"{rest:<{columns.bar - len(lit)}}", styles["stale" if stale else "bar"]),
        ]
    if columns.hides:
        hides = f"-{human(figures.hides)}" if figures.hides else ""
        segments.append(Segment(f" {hides:>{columns.hides}}", styles["stale"] if stale else styles["hides"]))
    if columns.time:
        time_style = styles["stale"] if stale else styles["cached" if figures.cached else "time"]
        segments.append(Segment(f" {_time(figures):>{columns.time}}", time_style))
    if not columns.slim:
        segments.append(Segment(" ", plain))
    return segments


def bar_of(part: int, whole: int, width: int) -> str:
    """A bar in whole cells, its last one lower for the rest; anything above nothing is seen."""
    if part <= 0 or whole <= 0:
        return ""
    eighths = max(1, round(min(part / whole, 1.0) * width * 7))
    full, rest = divmod(eighths, 7)
    return "▇" * full + (_STEPS[rest] if rest else "")


def split_bar(figures: Figures, largest: int, width: int) -> tuple[str, str]:
    """An instruction's bar in two: what ships of it, and what stays behind."""
    adds, lit = figures.adds or 0, figures.lit
    bar = bar_of(adds, largest, width)
    if not lit or lit >= adds:
        cells = len(bar) if lit else 0
    else:  # each part is seen, where there are two cells
        cells = max(1, min(len(bar) - 1, round(lit / adds * len(bar))))
    return bar[:cells], bar[cells:].replace("▇", _BEHIND)


def in_words(figures: Figures) -> str:
    """The figures as a sentence's worth of words, for the status line and for those who cannot see bars."""
    if figures.skipped:
        return f"not built: {figures.skipped}"
    words = [figures.keyword]
    if figures.mark is Mark.RUNNING:
        words.append("is running")
    elif figures.mark is Mark.FAILED:
        words.append("failed")
    if figures.adds is not None:
        words.append(f"adds {human(figures.adds) if figures.adds else 'nothing'}")
    if figures.hides:
        words.append(f"hides {human(figures.hides)}")
    if figures.cached:
        words.append("cached")
    elif figures.seconds is not None and figures.seconds >= LEAST_TOLD_SECONDS:
        words.append(f"in {amounts.seconds(figures.seconds)}")
    if figures.mark is Mark.RECORDED:
        words.append("recorded")
    if figures.again and figures.mark in (Mark.CHANGED, Mark.AGAIN):
        words.append(f"· {figures.again}")
    if figures.mark is Mark.STALE:
        words.append("· changed since this build")
    elif figures.earlier:
        words.append("· in the build before")
    elif figures.adds:
        words.append(_ships_in_words(figures.lit, figures.adds))
    return " ".join(words) if len(words) > 1 else ""


def _ships_in_words(lit: int, adds: int) -> str:
    if not lit:
        return "· stays behind"
    return "· ships" if lit >= adds else f"· {human(lit)} of it ships"


def _size(figures: Figures) -> str:
    if figures.skipped:
        return "skipped" if figures.keyword == "FROM" else ""
    if figures.adds is None:
        return ""
    if figures.adds == 0 and figures.keyword in _DOES_NOTHING_TO_FILES:
        return "·"
    return human(figures.adds)


def _slim_size(figures: Figures) -> str:
    """``845MB``, ``31MB``, ``2.1kB``: two figures or three, in five cells."""
    if figures.skipped:
        return "skip" if figures.keyword == "FROM" else ""
    number, space, unit = _size(figures).partition(" ")
    if space and len(number) > _SLIM_SIZE - len(unit):
        value = float(number)
        number = f"{value:.1f}" if round(value, 1) < 10 else f"{value:.0f}"
    return number + unit


def _time(figures: Figures) -> str:
    if figures.cached:
        return "cached"
    return lasting(figures.seconds) if figures.seconds is not None else ""
