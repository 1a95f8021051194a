"""A one-line row of tabs, for terminals where every line counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


class PaneTabs(Widget):
    """Names of panes; the shown one is bold, underlined and coloured. Its keys are the screen's."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    PaneTabs {
        height: 1;
        width: 1fr;
        pointer: pointer;
    }
    """

    active = reactive("")
    hover = reactive("")
    notes: reactive[dict[str, str]] = reactive({})
    """What stands beside a pane's name, by pane."""

    @dataclass
    class Picked(Message):
        """The learner clicked a tab."""

        tabs: PaneTabs
        pane: str

        @property
        def control(self) -> PaneTabs:
            return self.tabs

    ways: reactive[str] = reactive("")
    """The keys that go from tab to tab, to stand at the end of the row."""

    def __init__(self, panes: Sequence[tuple[str, str]], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._panes = panes

    def render(self) -> Content:
        gap = " " * self._gap
        parts: list[Content | str | tuple[str, str]] = [gap[1:]]
        for name, label in self._labels:
            if name == self.active:
                style = "bold underline $accent"
            else:
                style = "$foreground" if name == self.hover else "$muted"
            parts += [" " if gap or len(parts) > 1 else "", (label, style), gap]
        row = Content.assemble(*parts)
        free = self.size.width - row.cell_length - len(self.ways) - 1
        return row + " " * free + Content.styled(self.ways, "$muted") if self.ways and free > 0 else row

    @property
    def _labels(self) -> list[tuple[str, str]]:
        return [(name, f"{label} {self.notes.get(name, '')}".strip()) for name, label in self._panes]

    @property
    def _gap(self) -> int:
        """Cells behind each name, beside the one before it: as many as there is room for."""
        names = sum(len(label) + 1 for _, label in self._labels)
        count = len(self._labels)
        return 2 if names + 2 * count < self.size.width else 1 if names + count <= self.size.width else 0

    def _pane_at(self, x: int) -> str:
        gap = self._gap
        left = gap - 1
        for name, label in self._labels:
            right = left + 1 + len(label) + gap
            if left <= x < right:
                return name
            left = right
        return ""

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self.hover = self._pane_at(event.x)

    def on_leave(self) -> None:
        self.hover = ""

    def on_click(self, event: events.Click) -> None:
        if pane := self._pane_at(event.x):
            self.post_message(self.Picked(self, pane))
