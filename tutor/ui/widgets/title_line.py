"""The one line on top of every screen."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tutor.ui import signs
from tutor.ui.widgets.rows import spread


class TitleLine(Widget):
    """What is open on the left, where it builds on the right; the middle gives way first."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    TitleLine {
        dock: top;
        height: 1;
        padding: 0 1;
        background: $panel;
        color: $foreground;
        link-style: none;
        link-style-hover: underline;
        link-color: $muted;
        link-background-hover: $panel;
        link-color-hover: $accent;
    }
    """

    title: reactive[Content] = reactive(Content("Distill"))
    middle = reactive("")
    right: reactive[Content] = reactive(Content(""))

    @dataclass
    class RightClicked(Message):
        """The right side, which names the engine, was clicked."""

    def on_click(self, event: events.Click) -> None:
        if event.x >= self.size.width - self._right_shown.cell_length - 1:
            self.post_message(self.RightClicked())

    @property
    def _right_shown(self) -> Content:
        """The right side; only the first part of ``Docker · BuildKit`` where the title needs the room."""
        room = self.content_size.width - self.title.cell_length - 2
        if self.right.cell_length <= room:
            return self.right
        end = self.right.plain.rfind(f" {signs.DOT} ")
        return self.right[:end] if end > 0 else self.right

    def render(self) -> Content:
        width = self.content_size.width
        left, right = self.title, self._right_shown
        room = width - left.cell_length - right.cell_length
        if self.middle and room >= len(self.middle) + 6:
            pad = max(3, (width - len(self.middle)) // 2 - left.cell_length)
            pad = min(pad, room - len(self.middle) - 3)
            left = Content.assemble(left, " " * pad, (self.middle, "$muted"))
        return spread(left, right, width)
