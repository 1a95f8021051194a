"""Dockerfile text with signs in the gutter and figures in the margin, drawn line by line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.cache import LRUCache
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from tutor.ui.editor.anchor import Anchor
from tutor.ui.editor.figures import Figures
from tutor.ui.editor.margin import EMPTY_MARGIN, MarginModel
from tutor.ui.editor.margin_columns import MARGIN_PARTS, MarginColumns, columns_for, draw_margin
from tutor.ui.editor.scrolled import ScrolledCode
from tutor.ui.editor.words import SIGN_OF_SEVERITY

_CUT_LEFT, _CUT_RIGHT = "\u2039", "\u203a"
"""Single angle quotation marks: there is more text on that side."""


class MarginedCode(ScrolledCode):
    """The margin is part of each line's strip, so it cannot come apart from the text it belongs to.

    A drawn line is kept for as long as everything that it shows stays the same: a keystroke draws one line.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"margin--{part}" for part in MARGIN_PARTS),
        *(f"sign--{severity}" for severity in SIGN_OF_SEVERITY),
    }
    DEFAULT_CSS = """
    MarginedCode {
        .margin--rule { color: $foreground 20%; }
        .margin--size { color: $foreground 90%; }
        .margin--behind { color: $foreground 75%; }
        .margin--bar { color: $foreground 40%; }
        .margin--bar-ships { color: $accent; }
        .margin--time { color: $foreground 75%; }
        .margin--hides { color: $text-warning; }
        .margin--cached { color: $text-success 80%; }
        .margin--running { color: $text-accent; text-style: bold; }
        .margin--failed { color: $text-error; text-style: bold; }
        .margin--stale { color: $foreground 75%; text-style: italic; }
        .margin--skipped { color: $foreground 75%; text-style: italic; }
        .sign--error { color: $text-error; text-style: bold; }
        .sign--warning { color: $text-warning; text-style: bold; }
        .sign--advice { color: $text-primary; text-style: bold; }
    }
    """

    @dataclass
    class MarginClicked(Message):
        """The margin was clicked beside a line (1-based) that has figures."""

        line: int

    def __init__(self, text: str = "", *, read_only: bool = False, show_margin: bool = True) -> None:
        self._margin = EMPTY_MARGIN
        self._anchor = Anchor("", {})
        self._figures: dict[int, Figures] = {}
        self._show_margin = show_margin
        self._style_round = 0
        self._frame: tuple[int, ...] | None = None
        self._part_styles: dict[str, Style] = {}
        self._drawn: LRUCache[tuple[object, ...], Strip] = LRUCache(1024)
        super().__init__(text, read_only=read_only)

    @property
    def margin_model(self) -> MarginModel:
        """The figures as they were built; setting it draws them at the instructions as they are now."""
        return self._margin

    @margin_model.setter
    def margin_model(self, model: MarginModel) -> None:
        width = self.margin_width
        self._margin = model
        self._anchor = model.anchor()
        self._figures = self._anchor.place(self._blocks)
        if self.margin_width != width:
            self._refresh_size()
            if 0 <= self.cursor_location[0] - self.scroll_offset.y < self.size.height:
                self.scroll_cursor_visible()
        self.refresh()

    @property
    def figures(self) -> dict[int, Figures]:
        """The margin's figures by the first line (1-based) of their instruction as it is now."""
        return self._figures

    @property
    def margin_columns(self) -> MarginColumns | None:
        """The margin's columns at this width; None when there is no room, no figure or no wish for them."""
        return columns_for(self.scrollable_content_region.width) if self.has_margin else None

    @property
    def has_margin(self) -> bool:
        """True when there are figures to show."""
        return self._show_margin and bool(self._margin.figures)

    @property
    def margin_width(self) -> int:
        """Cells that the margin takes at the right."""
        columns = self.margin_columns
        return columns.width if columns is not None else 0

    @property
    def gutter_width(self) -> int:
        """A column for signs, the line number, and a space between it and the text.

        A number of one digit has two columns, so that a sign does not read as a part of it.
        """
        return max(4, super().gutter_width) if self.show_line_numbers else 0

    def on_click(self, event: events.Click) -> None:
        """Tell of a click beside figures."""
        offset = event.get_content_offset(self)
        if offset is None or offset.x < self.scrollable_content_region.width - self.margin_width:
            return
        line = self.row_at(offset.y) + 1
        if line in self._figures:
            self.post_message(self.MarginClicked(line))

    # Drawing

    def notify_style_update(self) -> None:
        self._style_round += 1
        self._part_styles.clear()
        super().notify_style_update()

    def _build_highlight_map(self) -> None:
        super()._build_highlight_map()
        self._figures = self._anchor.place(self._blocks)

    def render_lines(self, crop: Region) -> list[Strip]:
        self._frame = self._measure_frame()
        try:
            return super().render_lines(crop)
        finally:
            self._frame = None

    def render_line(self, y: int) -> Strip:
        row = self.row_at(y)
        key = self._all_that_shows_in(row)
        strip = self._drawn.get(key)
        if strip is None:
            with self._working_on(row):
                strip = self._drawn[key] = self._draw(y, row)
        return strip

    def _measure_frame(self) -> tuple[int, ...]:
        """What all lines of a picture have in common; a widget takes its time to tell its region."""
        width = self.scrollable_content_region.width
        return width, self.gutter_width, self._style_round, self.has_margin

    def _all_that_shows_in(self, row: int) -> tuple[object, ...]:
        frame = self._frame or self._measure_frame()
        if row >= self.document.line_count:
            return frame
        line = row + 1
        selection = self.selection
        top, bottom = sorted(selection)
        here = selection.end[0] == row
        bracket = self._matching_bracket_location
        return (
            *frame,
            line,
            self.scrolled_in(row),
            self.document.get_line(row),
            tuple(self._highlights[row]) if row in self._highlights else (),
            (selection.end, self._draw_cursor, self._has_cursor) if here else None,
            selection if top != bottom and top[0] <= row <= bottom[0] else None,
            bracket if bracket is not None and (here or bracket[0] == row) else None,
            self._notes.signs.get(line),
            self._notes.reasons.get(line),
            self._figures.get(line),
            self._margin.largest,
        )

    def _draw(self, y: int, row: int) -> Strip:
        columns = self.margin_columns
        width = self.scrollable_content_region.width
        text_width = width - (columns.width if columns else 0)
        inside = row < self.document.line_count
        text = self._render_line(y)
        if inside:
            text = self._with_sign_first(text, row + 1)
            text = self._with_ends(text, row, text_width)
        else:
            text = text.crop(0, text_width)
        if columns is None:
            return text
        figures = self._figures.get(row + 1) if inside else None
        styles = {part: self._part(f"margin--{part}") for part in MARGIN_PARTS}
        segments = draw_margin(figures, columns, self._margin.largest, styles)
        if inside and row == self.selection.end[0] and self._theme.cursor_line_style:
            paper = Style(bgcolor=self._theme.cursor_line_style.bgcolor)
            segments = list(Segment.apply_style(segments, post_style=paper))
        return Strip.join([text, Strip(segments, columns.width)])

    def _with_sign_first(self, strip: Strip, line: int) -> Strip:
        """Bring one of the two spaces behind the line's number before it, or the sign of a problem."""
        text_at = self.gutter_width
        if not text_at:
            return strip
        first, number = strip.crop(text_at - 1, text_at), strip.crop(0, text_at - 1)
        severity = self._notes.signs.get(line)
        if severity is not None:
            first = self._sign(severity, line)
        return Strip.join([first, number, strip.crop(text_at)])

    def _sign(self, severity: str, line: int) -> Strip:
        on_cursor_line = line - 1 == self.selection.end[0]
        gutter = self._theme.cursor_line_gutter_style if on_cursor_line else self._theme.gutter_style
        style = (gutter or Style()) + _without_background(self._part(f"sign--{severity}"))
        return Strip([Segment(SIGN_OF_SEVERITY[severity], style)], 1)

    def _with_ends(self, strip: Strip, row: int, width: int) -> Strip:
        """Cut the text to ``width``, and say so where something is cut; a skipped stage gets its reason."""
        scrolled = self.scroll_offset.x
        length = self.gutter_width + self.get_column_width(row, len(self.document.get_line(row)))
        faint = self._part("margin--skipped")
        if scrolled and length > self.gutter_width:
            at = self.gutter_width - 1
            strip = Strip.join([strip.crop(0, at), Strip([Segment(_CUT_LEFT, faint)], 1), strip.crop(at + 1)])
        if length - scrolled > width:
            return Strip.join([strip.crop(0, width - 1), Strip([Segment(_CUT_RIGHT, faint)], 1)])
        reason = self._notes.reasons.get(row + 1)
        note = f"  {reason} " if reason else ""
        if note and length - scrolled + len(note) < width:
            return Strip.join([strip.crop(0, width - len(note)), Strip([Segment(note, faint)], len(note))])
        return strip.crop(0, width)

    def _part(self, name: str) -> Style:
        if name not in self._part_styles:
            self._part_styles[name] = self.get_component_rich_style(name)
        return self._part_styles[name]


def _without_background(style: Style) -> Style:
    return Style(color=style.color, bold=style.bold, italic=style.italic)
