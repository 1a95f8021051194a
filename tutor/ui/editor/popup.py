"""A list at the cursor that never has the focus: the text keeps it, and hands some keys on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual import events
from textual.geometry import Offset, Size
from textual.strip import Strip

from tutor.ui import signs
from tutor.ui.editor.at_cursor import AtCursor

_MOST_ROWS = 8
_LEAST_WIDTH = 32
_MOST_WIDTH = 64
_GAP = 2
_STEPS = {"up": -1, "down": 1, "pageup": -_MOST_ROWS, "pagedown": _MOST_ROWS}
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to choose, and what there is to say of it."""

    label: str
    detail: str = ""


class Popup(AtCursor):
    """Rows to choose from, above or below the cursor's line.

    ``Tab`` takes the chosen row or the first, ``Enter`` only a chosen one. ``on_take`` is called with the
    row's number, ``on_close`` when it was closed by a key.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"popup--chosen", "popup--detail", "popup--note"}
    DEFAULT_CSS = """
    Popup {
        .popup--chosen { background: $block-cursor-background; color: $block-cursor-foreground; }
        .popup--detail { color: $foreground 75%; }
        .popup--note { color: $foreground 75%; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[Row] = ()
        self.chosen: int | None = None
        self.on_take: Callable[[int], None] = lambda _row: None
        self.on_close: Callable[[], None] = lambda: None
        self._top = 0

    def open(self, rows: Sequence[Row], cursor: Offset, back: int, *, chosen: int | None) -> None:
        """Show rows at a cursor of the screen; their words begin ``back`` columns before it."""
        self.rows = rows
        self.chosen = chosen
        self._top = 0
        self.show_at(cursor, back)

    # Keys

    def takes(self, key: str) -> bool:
        """Act on a key when it is meant for the list."""
        if not self.is_open:
            return False
        if key in _STEPS:
            return self._step(key)
        match key:
            case "escape":
                self.close()
                self.on_close()
            case "tab":
                self.on_take(self.chosen or 0)
            case "enter" if self.chosen is not None:
                self.on_take(self.chosen)
            case _:
                return False
        return True

    def _step(self, key: str) -> bool:
        if self.chosen is None:
            if key in ("up", "pageup"):
                self.close()  # who chose nothing yet wants to go up in the text
                return False
            self.chosen = 0
        else:
            last = len(self.rows) - 1
            around = {("up", 0): last, ("down", last): 0}.get((key, self.chosen))
            self.chosen = max(0, min(last, self.chosen + _STEPS[key])) if around is None else around
        self._show_chosen()
        return True

    def _show_chosen(self) -> None:
        at, height = self.chosen or 0, self._height
        self._top = max(min(self._top, at), at - height + 1)
        self.refresh()

    # The mouse

    def on_click(self, event: events.Click) -> None:
        event.stop()
        row = self._top + event.y
        if event.y < self._height and row < len(self.rows):
            self.on_take(row)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._scroll(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._scroll(event, -1)

    def _scroll(self, event: events.Event, by: int) -> None:
        event.stop()
        self._top = max(0, min(len(self.rows) - self._height, self._top + by))
        self.refresh()

    # Drawing

    @property
    def _height(self) -> int:
        return max(1, int(self.styles.height.value) - 1) if self.styles.height else 1

    def wanted_size(self, room: Size) -> Size:
        return Size(self._wanted_width(room.width), min(_MOST_ROWS, len(self.rows)) + 1)

    def _wanted_width(self, room: int) -> int:
        shown = self.rows[:50]
        widest = max(
            (len(row.label) + (_GAP + len(row.detail) if row.detail else 0) for row in shown), default=0
        )
        wanted = max(_LEAST_WIDTH, widest + _GAP + 1)
        if self.is_open and self.styles.width is not None:
            wanted = max(wanted, int(self.styles.width.value))  # a list that gets narrower is restless
        return min(wanted, _MOST_WIDTH, room)

    def render_line(self, y: int) -> Strip:
        """One row, or the last line; drawn here, since a key that filters the list draws all of it anew."""
        if y == self._height:
            return self._strip([(self._note(), "popup--note")])
        number = self._top + y
        if number >= len(self.rows):
            return self._strip([])
        row = self.rows[number]
        is_chosen = number == self.chosen
        room = self.size.width - _GAP - 1
        label = _cut(row.label, room)
        detail = _cut(row.detail, room - cell_len(label) - _GAP)
        gap = " " * (room - cell_len(label) - cell_len(detail))
        sign = signs.POINTER if is_chosen else " "
        if is_chosen:
            return self._strip([(f"{sign} {label}{gap}{detail} ", "popup--chosen")])
        return self._strip([(f"{sign} {label}{gap}", ""), (f"{detail} ", "popup--detail")])

    def _strip(self, parts: Sequence[tuple[str, str]]) -> Strip:
        base = self.rich_style
        segments = [
            Segment(text, self.get_component_rich_style(part) if part else base) for text, part in parts
        ]
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def _note(self) -> str:
        """The keys, and what part of the list is seen; the keys are shortened first."""
        width, number = self.size.width, ""
        if self.chosen is not None:
            keys: tuple[str, ...] = ("Enter takes it", "Enter")
            if self._height < len(self.rows):
                number = f"{self.chosen + 1} of {len(self.rows)}"
        else:
            keys = ("Tab takes it, ↓ chooses", "Tab takes it", "Tab")
            if below := len(self.rows) - self._top - self._height:
                number = f"{below} more"
        room = width - len(number) - 4
        told = next((one for one in keys if len(one) <= room), "")
        return f"  {told}{' ' * max(0, width - 3 - len(told) - len(number))}{number} "


def _cut(text: str, room: int) -> str:
    if room < 2:
        return ""
    return text if cell_len(text) <= room else set_cell_size(text, room - 1).rstrip() + _ELLIPSIS
