"""Dockerfile text of which a long line scrolls alone, no further than it must, and in steps."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from textual import events
from textual.geometry import Offset, Region, Size, Spacing
from textual.scrollbar import ScrollTo

from tutor.ui.editor.telling import TellingCode

_WIDTH_STEP = 32
"""The scrollable width grows in steps: a layout of the whole screen for every character would be felt."""
_SCROLL_STEP = 12


class ScrolledCode(TellingCode):
    """Ends where its margin begins: the cursor is neither outside nor behind that.

    For the cursor's sake only its own line is scrolled, so that the others can be read meanwhile; who scrolls
    by hand scrolls all of them.
    """

    _shown_row = 0
    _by_hand = False
    _row_in_work: int | None = None
    """The row that is drawn or pointed at just now."""

    @property
    def scroll_offset(self) -> Offset:
        x, y = super().scroll_offset
        return Offset(x if self._row_in_work is None else self.scrolled_in(self._row_in_work), y)

    def scrolled_in(self, row: int) -> int:
        """Cells of a row that are out of sight at its left."""
        x, _ = super().scroll_offset
        return x if self._by_hand or row == self.selection.end[0] else 0

    @contextmanager
    def _working_on(self, row: int) -> Iterator[None]:
        self._row_in_work = row
        try:
            yield
        finally:
            self._row_in_work = None

    def row_at(self, y: int) -> int:
        """The row that is shown in a line of the view; there may be none in the text."""
        return int(super().scroll_offset.y) + y

    def get_target_document_location(self, event: events.MouseEvent) -> tuple[int, int]:
        with self._working_on(self.row_at(event.y - self.gutter.top)):
            return super().get_target_document_location(event)

    def on_mouse_scroll_left(self) -> None:
        self._scrolls_by_hand()

    def on_mouse_scroll_right(self) -> None:
        self._scrolls_by_hand()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        if event.shift or event.ctrl:
            self._scrolls_by_hand()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        if event.shift or event.ctrl:
            self._scrolls_by_hand()

    def on_scroll_to(self, message: ScrollTo) -> None:
        if message.x is not None:
            self._scrolls_by_hand()

    def _scrolls_by_hand(self) -> None:
        if not self._by_hand:
            self._by_hand = True
            self.refresh()

    @property
    def margin_width(self) -> int:
        """Cells that a margin takes at the right."""
        return 0

    def _refresh_size(self) -> None:
        width, height = self.document.get_size(self.indent_width)
        stepped = -(-(width + 1) // _WIDTH_STEP) * _WIDTH_STEP
        self.virtual_size = Size(stepped + self.gutter_width + self.margin_width, height)
        self._refresh_scrollbars()

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """Scroll so that the cursor is neither outside nor behind the margin."""
        if not self._has_cursor or self._cursor_is_to_come:
            return Offset(0, 0)
        if self._by_hand:
            self._by_hand = False
            self.refresh()
        self._recompute_cursor_offset()  # type: ignore[no-untyped-call]
        x, y = self._cursor_offset
        return self.scroll_to_region(
            self._region_to_show(x, y),
            spacing=Spacing(right=self.gutter_width + self.margin_width),
            animate=animate,
            force=True,
            center=center,
        )

    @property
    def _cursor_is_to_come(self) -> bool:
        """True in the middle of an undo: lines are gone, and the cursor that stood there is put back last."""
        return self.cursor_location[0] >= self.document.line_count

    def _region_to_show(self, x: int, y: int) -> Region:
        """The cursor with a little beside it; with more of it where it would be out of sight.

        A step of several columns moves all lines once instead of at every character that is typed.
        """
        room = self.scrollable_content_region.width - self.gutter_width - self.margin_width
        step = min(_SCROLL_STEP, room // 3)
        left = self.scroll_offset.x
        goes_to, self._shown_row = self._shown_row != y, y
        if goes_to and x + 3 <= room and not self._selecting:
            return Region(0, y, x + 3, 1)  # a long line that was left hides no beginning of the others
        if x + 3 > left + room:
            return Region(x, y, 3 + step, 1)
        if x < left:
            return Region(max(0, x - step), y, 3 + min(x, step), 1)
        return Region(x, y, 3, 1)

    def on_resize(self) -> None:
        self._shown_row = -1  # a line that had to be scrolled may fit now
