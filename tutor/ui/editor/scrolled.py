"""Dockerfile text that scrolls no further than it must, and steps where it does."""

from __future__ import annotations

from textual.geometry import Offset, Region, Size, Spacing

from tutor.ui.editor.telling import TellingCode

_WIDTH_STEP = 32
"""The scrollable width grows in steps: a layout of the whole screen for every character would be felt."""
_SCROLL_STEP = 12


class ScrolledCode(TellingCode):
    """Ends where its margin begins: the cursor is neither outside nor behind that."""

    _shown_row = 0

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
