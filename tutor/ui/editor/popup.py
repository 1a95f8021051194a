"""A list at the cursor that never has the focus: the text keeps it, and hands some keys on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.geometry import Offset, Size

from tutor.ui import signs
from tutor.ui.editor.at_cursor import AtCursor

_MOST_ROWS = 8
_LEAST_WIDTH = 24
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

    def render(self) -> Content:
        width = self.size.width
        lines = [self._drawn(number, width) for number in range(self._top, self._top + self._height)]
        return Content("\n").join([*lines, self._note(width)])

    def _drawn(self, number: int, width: int) -> Content:
        if number >= len(self.rows):
            return Content("")
        row = self.rows[number]
        is_chosen = number == self.chosen
        sign = signs.POINTER if is_chosen else " "
        room = width - _GAP - 1
        label = _cut(row.label, room)
        detail = _cut(row.detail, room - len(label) - _GAP)
        gap = " " * (room - len(label) - len(detail))
        if is_chosen:
            line = Content(f"{sign} {label}{gap}{detail} ")
            return line.stylize("$block-cursor-foreground on $block-cursor-background")
        return Content.assemble(f"{sign} {label}{gap}", (detail, "$muted"), " ")

    def _note(self, width: int) -> Content:
        keys = "Enter takes it" if self.chosen is not None else "Tab takes it, ↓ chooses"
        number = f"{(self.chosen or 0) + 1}/{len(self.rows)}" if self._height < len(self.rows) else ""
        keys = _cut(keys, width - len(number) - 4)
        gap = " " * max(0, width - 3 - len(keys) - len(number))
        return Content.styled(f"  {keys}{gap}{number} ", "$muted")


def _cut(text: str, room: int) -> str:
    if room < 2:
        return ""
    return text if len(text) <= room else text[: room - 1] + _ELLIPSIS
