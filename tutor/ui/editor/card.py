"""A few sentences at the cursor."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Offset, Size
from textual.widget import Widget

from tutor.ui.editor.at_cursor import AtCursor

_MOST_WIDTH = 64
_EDGES = 4


class Card(AtCursor):
    """Says what stands under the cursor: how it is written, then what it means. Any key closes it."""

    DEFAULT_CSS = """
    Card { padding: 0 2; }
    """
    _said = Content("")

    def open(self, said: Content, cursor: Offset) -> None:
        """Say something at a cursor of the screen."""
        self._said = said
        self.show_at(cursor, 0)

    @property
    def columns(self) -> tuple[int, int]:
        """Those of the editor: what a build made stays in sight."""
        editor = self.parent
        assert isinstance(editor, Widget)
        return editor.region.x, editor.region.width

    def wanted_size(self, room: Size) -> Size:
        width = min(_MOST_WIDTH, room.width)
        return Size(width, len(self._said.wrap(width - _EDGES)))

    def render(self) -> Content:
        return self._said
