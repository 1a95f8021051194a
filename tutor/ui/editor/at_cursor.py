"""Something that lies over the screen beside the text's cursor, and never on its line."""

from __future__ import annotations

from textual.geometry import Offset, Size
from textual.widget import Widget

_SIGN_COLUMNS = 2


class AtCursor(Widget):
    """Is above or below a line of the screen; it never has the focus."""

    ALLOW_SELECT = False
    can_focus = False
    DEFAULT_CSS = """
    AtCursor {
        display: none;
        overlay: screen;
        position: absolute;
        width: 40;
        height: 5;
        background: $panel;
        color: $foreground;
    }
    """
    _back = 0

    @property
    def is_open(self) -> bool:
        return bool(self.display)

    def wanted_size(self, room: Size) -> Size:
        """The size that shows all there is to show, where ``room`` is to be had."""
        raise NotImplementedError

    @property
    def columns(self) -> tuple[int, int]:
        """The columns of the screen that it may take: the first one, and how many."""
        return 0, self.screen.size.width

    def show_at(self, cursor: Offset, back: int) -> None:
        """Show it at a cursor of the screen; what it says of begins ``back`` columns before that."""
        self._back = back
        self.place(cursor)
        self.display = True
        self.refresh()

    def close(self) -> None:
        self.display = False

    def place(self, cursor: Offset) -> None:
        """Take the size and the place that are needed; nothing is laid out anew while they stay."""
        screen = self.screen.size
        left, most = self.columns
        below, above = screen.height - cursor.y - 1, cursor.y
        width, wanted = self.wanted_size(Size(most, screen.height))
        is_below = below >= wanted or below >= above
        height = max(2, min(wanted, below if is_below else above))
        x = max(left, min(cursor.x - self._back - _SIGN_COLUMNS, left + most - width))
        place = Offset(x, cursor.y + 1 if is_below else cursor.y - height)
        if place != self.absolute_offset:
            self.absolute_offset = place
            self.refresh(layout=True)
        if self.styles.width is None or self.styles.width.value != width:
            self.styles.width = width
        if self.styles.height is None or self.styles.height.value != height:
            self.styles.height = height
