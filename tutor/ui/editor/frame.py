"""The line above the text: the editor's title and the names of the margin's columns."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tutor.ui import signs
from tutor.ui.editor.margin_columns import columns_for

_SCROLLBAR = 1
"""The text keeps a column free for its scrollbar, so that the margin does not jump when one appears."""

_BUILDS = "  builds on save"
_SAVED = {None: "", False: "  not saved yet", True: f"  {signs.DONE} saved"}


class Heading(Widget):
    """The editor's title and, above the margin, the names of its columns."""

    DEFAULT_CSS = """
    Heading { height: 1; color: $text-muted; }
    """

    title: reactive[str] = reactive("DOCKERFILE")
    has_margin: reactive[bool] = reactive(False)
    saved: reactive[bool | None] = reactive(None)
    """Whether what was typed is on disk; None until something is typed."""
    builds: reactive[bool] = reactive(False)
    """Whether what was saved is built by itself."""

    def render(self) -> Content:
        columns = columns_for(self.size.width - _SCROLLBAR) if self.has_margin else None
        names = columns.heading + " " * _SCROLLBAR if columns is not None else ""
        room = max(0, self.size.width - len(names) - 1)
        told = f" {self.title}{_SAVED[self.saved]}"
        if self.builds and room >= len(told) + len(_BUILDS):
            told += _BUILDS
        title = Content(told).truncate(room, ellipsis=True)
        return Content.assemble(title, " " * (room + 1 - title.cell_length), names)
