"""The one line on top of every screen."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

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
        if event.x >= self.size.width - self.right.cell_length - 1:
            self.post_message(self.RightClicked())

    def render(self) -> Content:
        width = self.content_size.width
        left, right = self.title, self.right
        room = width - left.cell_length - right.cell_length
        if self.middle and room >= len(self.middle) + 6:
            pad = max(3, (width - len(self.middle)) // 2 - left.cell_length)
            pad = min(pad, room - len(self.middle) - 3)
            left = Content.assemble(left, " " * pad, (self.middle, "$muted"))
        return spread(left, right, width)
