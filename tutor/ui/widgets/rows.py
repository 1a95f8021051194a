"""A long list that draws only what is seen: 100,000 rows open as fast as ten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from tutor.ui.own_keys import with_own_keys


class Rows(ScrollView, can_focus=True):
    """Rows of equal height with a cursor; a subclass says how many there are and what one looks like."""

    ALLOW_SELECT = False
    ROW_HEIGHT: ClassVar[int] = 1

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False, id="rows.up"),
        Binding("down,j", "move(1)", "Down", show=False, id="rows.down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="rows.page-up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="rows.page-down"),
        Binding("home", "go(0)", "First", show=False, id="rows.first"),
        Binding("end", "go(-1)", "Last", show=False, id="rows.last"),
        Binding("enter,space", "choose", "Choose", show=False, id="rows.choose"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--cursor", "rows--hover"}
    DEFAULT_CSS = """
    Rows {
        height: 1fr;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        link-color: $accent;
        .rows--cursor { background: $block-cursor-blurred-background; }
        .rows--hover { background: $block-hover-background; }
        &:focus .rows--cursor { background: $block-cursor-background; color: $block-cursor-foreground; }
    }
    """

    cursor = reactive(0)
    hover = reactive(-1)
    _told_empty: tuple[tuple[str | Content, int, Style], list[Strip]] | None = None
    """What is said when there is nothing to list, for a text, a width and a style."""

    @dataclass
    class Chosen(Message):
        """A row was chosen by Enter or by a click."""

        rows: Rows
        index: int

        @property
        def control(self) -> Rows:
            return self.rows

    @property
    def row_height(self) -> int:
        """How many lines a row has now."""
        return self.ROW_HEIGHT

    def row_count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def row(self, index: int, width: int) -> list[Content]:
        """The lines of a row, at most ``row_height`` of them, none wider than ``width``."""
        raise NotImplementedError

    def empty_text(self) -> str | Content:
        """What to say when there is nothing to list; a key in it may be a link."""
        return ""

    def changed(self, *, cursor: int | None = None) -> None:
        """Take note that the rows are others now."""
        count = self.row_count()
        self.virtual_size = Size(self.scrollable_content_region.width, count * self.row_height)
        self.set_reactive(Rows.cursor, max(0, min(self.cursor if cursor is None else cursor, count - 1)))
        self.refresh(layout=self.styles.is_auto_height)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return max(1, self.row_count() * self.row_height)

    def on_resize(self) -> None:
        self.changed()

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        if not self.row_count():
            return self._line_of_empty(y, width)
        index, line = divmod(y + round(self.scroll_offset.y), self.row_height)
        if index >= self.row_count():
            return Strip.blank(width, self.rich_style)
        style = self.visual_style
        if index == self.cursor:
            style = self.get_visual_style("rows--cursor")
        elif index == self.hover:
            style = self.get_visual_style("rows--hover")
        lines = self.row(index, width)
        return self._strip(lines[line] if line < len(lines) else Content(""), 0, width, style)

    def _line_of_empty(self, y: int, width: int) -> Strip:
        """A line of what is said when there is nothing to list; folded once and not for every line."""
        key = (self.empty_text(), width, self.visual_style)
        if self._told_empty is None or self._told_empty[0] != key:
            text = Content(key[0]) if isinstance(key[0], str) else key[0]
            told = with_own_keys(self.app, text).stylize_before("$muted")
            folded = told.to_strips(self, told, max(1, width), None, key[2]) if text.plain else []
            self._told_empty = (key, [one.adjust_cell_length(width, key[2].rich_style) for one in folded])
        lines = self._told_empty[1]
        return lines[y] if y < len(lines) else Strip.blank(width, key[2].rich_style)

    def _strip(self, content: Content, line: int, width: int, style: Style) -> Strip:
        strips = content.to_strips(self, content, max(1, width), None, style) if content.plain else []
        if line >= len(strips):
            return Strip([Segment(" " * width, style.rich_style)], width)
        return strips[line].adjust_cell_length(width, style.rich_style)

    def watch_cursor(self) -> None:
        self.show_cursor()
        self.refresh()

    def show_cursor(self) -> None:
        """Scroll as far as it takes to see the row with the cursor."""
        self.scroll_to_region(
            Region(0, self.cursor * self.row_height, 1, self.row_height), animate=False, force=True
        )

    def watch_hover(self) -> None:
        self.refresh()

    def action_move(self, by: int) -> None:
        self.action_go(max(0, self.cursor + by))

    def action_page(self, direction: int) -> None:
        self.action_move(direction * max(1, self.size.height // self.row_height - 1))

    def action_go(self, index: int) -> None:
        count = self.row_count()
        if count:
            self.cursor = count - 1 if index < 0 else min(index, count - 1)

    def action_choose(self) -> None:
        if self.row_count():
            self.post_message(self.Chosen(self, self.cursor))

    def _index_at(self, event: events.MouseEvent) -> int:
        offset = event.get_content_offset(self)
        if offset is None:
            return -1
        index = (offset.y + round(self.scroll_offset.y)) // self.row_height
        return index if index < self.row_count() else -1

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self.hover = self._index_at(event)

    def on_leave(self) -> None:
        self.hover = -1

    def on_click(self, event: events.Click) -> None:
        index = self._index_at(event)
        if index >= 0:
            self.cursor = index
            self.action_choose()


def spread(left: Content, right: Content, width: int) -> Content:
    """One line with ``right`` at its right end; ``left`` gives way when both do not fit."""
    room = width - right.cell_length - 1
    if room <= 0:
        return right.truncate(width, ellipsis=True)
    left = left.truncate(room, ellipsis=True)
    return Content.assemble(left, " " * (width - left.cell_length - right.cell_length), right)
