"""The lines above and below the text: the columns' names, and what there is to say of the current line."""

from __future__ import annotations

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tutor.ui.editor.margin_columns import columns_for

_SCROLLBAR = 1
"""The text keeps a column free for its scrollbar, so that the margin does not jump when one appears."""


class Heading(Widget):
    """The editor's title and, above the margin, the names of its columns."""

    DEFAULT_CSS = """
    Heading { height: 1; color: $text-muted; }
    """

    title: reactive[str] = reactive("DOCKERFILE")
    has_margin: reactive[bool] = reactive(False)

    def render(self) -> Content:
        columns = columns_for(self.size.width - _SCROLLBAR) if self.has_margin else None
        names = columns.heading + " " * _SCROLLBAR if columns is not None else ""
        room = max(0, self.size.width - len(names) - 1)
        title = Content(f" {self.title}").truncate(room, ellipsis=True)
        return Content.assemble(title, " " * (room + 1 - title.cell_length), names)


class StatusLine(Widget):
    """What there is to say of the line that the cursor is on, and how many problems there are in all."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    StatusLine { height: 1; color: $text-muted; }
    """

    said: reactive[Content] = reactive(Content(""))
    counted: reactive[Content] = reactive(Content(""))

    class Clicked(Message):
        """The line was clicked: show the next problem."""

    def render(self) -> Content:
        width = self.size.width
        counted = self.counted
        if counted.cell_length + 12 > width:
            counted = Content("")
        said = self.said.truncate(max(0, width - counted.cell_length - 3), ellipsis=True)
        gap = " " * max(0, width - said.cell_length - counted.cell_length - 2)
        return Content.assemble(" ", said, gap, counted, " ")

    def on_click(self) -> None:
        self.post_message(self.Clicked())
