"""A terminal's output, kept and folded to the width there is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from textwrap import wrap
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tutor.ui.own_keys import with_own_keys
from tutor.ui.widgets.folding import folded_part, folded_rows
from tutor.ui.widgets.log_lines import Unfinished, strip_of

MOST_LINES = 10_000
"""Older lines make room; a log this long still scrolls without delay."""


class LogView(ScrollView, can_focus=True):
    """Lines of output, newest at the end; follows the end until the reader scrolls up."""

    HELP = """
    # Log
    What the builder and the commands of the build say, step by step, as it comes.

    - **↑ ↓ PgUp PgDn Home End** scroll. At the end the log follows the build again.
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"log--placeholder"}
    DEFAULT_CSS = """
    LogView {
        .log--placeholder { color: $muted; }
        height: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        &:focus { background-tint: $foreground 2%; }
    }
    """

    def __init__(self, *, id: str | None = None, placeholder: str = "") -> None:  # noqa: A002
        super().__init__(id=id)
        self._placeholder = placeholder
        self._lines: list[Strip | str] = []
        self._starts: list[int] = []
        self._height = 0
        self._folded_at = 0
        self._unfinished = Unfinished()

    @property
    def line_count(self) -> int:
        return len(self._lines)

    @property
    def plain(self) -> str:
        """All lines without their colours."""
        return "\n".join(line if isinstance(line, str) else line.text for line in self._lines)

    def clear(self) -> None:
        """Forget everything."""
        self._lines.clear()
        self._starts.clear()
        self._unfinished.clear()
        self._height = 0
        self.virtual_size = Size(0, 0)
        self.scroll_home(animate=False)
        self.refresh()

    def write_text(self, texts: Iterable[Text]) -> None:
        """Add lines of our own."""
        self._add([strip_of(text) for text in texts])

    def write_output(self, source: str, data: str) -> None:
        """Add what a process wrote, line by line; of a line overwritten by ``\\r`` the last state."""
        if whole := self._unfinished.take(source, data, MOST_LINES):
            self._add(whole)

    def flush_output(self, source: str | None = None) -> None:
        """Show lines that never ended, of one source or of all."""
        if rest := self._unfinished.flush(source):
            self._add([line for _, line in rest])

    def _add(self, lines: Sequence[Strip | str]) -> None:
        following = self.scroll_offset.y >= self.max_scroll_y
        self._lines += lines
        if len(self._lines) > MOST_LINES:
            del self._lines[: len(self._lines) - MOST_LINES]
            self._starts.clear()
            self._height = 0
        self._fold(self.scrollable_content_region.width)
        if following:
            self.scroll_end(animate=False, immediate=True, x_axis=False)
        self.refresh()

    def _fold(self, width: int) -> None:
        if not width:
            return
        if width != self._folded_at:
            self._folded_at = width
            self._starts.clear()
            self._height = 0
        for line in self._lines[len(self._starts) :]:
            self._starts.append(self._height)
            cells = len(line) if isinstance(line, str) else line.cell_length
            self._height += folded_rows(_plain(line), width, cells)
        self.virtual_size = Size(width, self._height)

    def on_resize(self) -> None:
        following = self.scroll_offset.y >= self.max_scroll_y
        self._fold(self.scrollable_content_region.width)
        if following:
            self.scroll_end(animate=False, x_axis=False)

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        if not self._lines:
            words = wrap(with_own_keys(self.app, self._placeholder), max(1, width))
            text = words[y] if y < len(words) else ""
            quiet = Style(color=self.get_component_rich_style("log--placeholder").color)
            return Strip([Segment(text, self.rich_style + quiet)]).adjust_cell_length(width, self.rich_style)
        row = y + round(self.scroll_offset.y)
        if row >= self._height or not width:
            return Strip.blank(width, self.rich_style)
        index = bisect_right(self._starts, row) - 1
        line = self._lines[index]
        cells = len(line) if isinstance(line, str) else line.cell_length
        start, end = folded_part(_plain(line), width, row - self._starts[index], cells)
        if isinstance(line, str):
            return Strip(
                [Segment(f"{line[start : min(end, start + width)]:<{width}}", self.rich_style)], width
            )
        part = line.crop(start, end)
        return part.apply_style(self.rich_style).adjust_cell_length(width, self.rich_style)


def _plain(line: Strip | str) -> str:
    return line if isinstance(line, str) else line.text
