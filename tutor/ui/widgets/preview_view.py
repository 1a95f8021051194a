"""What is in a file, or how two texts differ."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive

from tutor.ui.comparing.preview import Line, Preview
from tutor.ui.own_keys import key_told
from tutor.ui.widgets.rows import Rows

if TYPE_CHECKING:
    from textual import events

_STYLES = {"+": "$success", "-": "$error", "=": "", "": "", "!": "$muted"}


class PreviewView(Rows):
    """Lines to read; they are folded to the width there is."""

    HELP = """
    # File
    The first 64 kB of a text as the engine or the archive has it. Where both sides have it and it differs:
    **-** a line of the left side, **+** of the right one. Control characters are shown as signs.
    """
    DEFAULT_CSS = """
    PreviewView {
        .rows--cursor, .rows--hover { background: transparent; color: $foreground; }
        &:focus .rows--cursor { background: transparent; color: $foreground; }
        &:focus { background-tint: $foreground 2%; }
    }
    """

    preview: reactive[Preview | None] = reactive(None)
    waiting = reactive("")
    """What is told as long as there is nothing to show, in place of how to show something."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._folded: list[Line] = []

    def row_count(self) -> int:
        return len(self._folded)

    def empty_text(self) -> str:
        return self.waiting or f"{key_told(self.app, 'rows.choose', 'Enter')} on a file shows what is in it."

    def row(self, index: int, width: int) -> list[Content]:
        line = self._folded[index]
        marked = (
            line.text if line.sign in ("", "!") else f"{line.sign if line.sign != '=' else ' '} {line.text}"
        )
        return [Content.styled(marked, _STYLES[line.sign])]

    def watch_preview(self) -> None:
        self._fold()
        self.scroll_home(animate=False)

    def watch_waiting(self) -> None:
        self.refresh()

    def on_resize(self) -> None:
        self._fold()

    def _fold(self) -> None:
        room = max(8, self.scrollable_content_region.width - 2)
        lines = self.preview.lines if self.preview is not None else ()
        self._folded = [Line(line.sign, part) for line in lines for part in _parts(line, room)]
        self.changed(cursor=0)

    def action_move(self, by: int) -> None:
        self.scroll_relative(y=by, animate=False)

    def action_page(self, direction: int) -> None:
        self.scroll_relative(y=direction * max(1, self.size.height - 1), animate=False)

    def action_go(self, index: int) -> None:
        self.scroll_to(y=0 if index == 0 else self.max_scroll_y, animate=False)

    def action_choose(self) -> None:
        """There is nothing to choose in it."""

    def on_click(self, event: events.Click) -> None:
        self.focus()


def _parts(line: Line, room: int) -> list[str]:
    """A line in pieces that fit: of a file wherever it has to be cut, our own words between words."""
    if line.sign == "!":
        return wrap(line.text, room) or [""]
    return [line.text[at : at + room] for at in range(0, max(1, len(line.text)), room)]
