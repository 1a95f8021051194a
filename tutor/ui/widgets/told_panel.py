"""What is told below the editor: as high as it is, up to a limit, and whole when it is asked for."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive

from tutor.ui.own_keys import key_link
from tutor.ui.widgets.even import EvenScroll


class ToldPanel(EvenScroll):
    """Says in its border how to read the rest of it, if there is more than fits, and how to close it."""

    DEFAULT_CSS = """
    ToldPanel {
        &.-whole { max-height: 85%; }
    }
    """
    CLOSES = ""
    """The action that closes it."""

    whole = reactive(False, toggle_class="-whole")
    """Whether it may have most of the editor's room; it has the focus then, so that it can be scrolled."""
    _about = ""

    @property
    def is_cut(self) -> bool:
        """Whether there is more to read than is to be seen."""
        return bool(self.display) and self.show_vertical_scrollbar

    def say_ways(self, about: str = "") -> None:
        """Say in the border what it is ``about``, and the keys that do something with it."""
        self._about = about
        self._write_border()

    def watch_whole(self) -> None:
        self._write_border()

    def watch_show_vertical_scrollbar(self) -> None:
        self._write_border()

    def _write_border(self) -> None:
        ways = [Content(self._about)] if self._about else []
        if self.whole or self.is_cut:
            more = "less" if self.whole else "more"
            ways.append(key_link(self.app, "screen.whole_panel", "lesson.whole-panel", "Alt+U", more))
        ways.append(key_link(self.app, self.CLOSES, "lesson.escape", "Esc", "close"))
        self.border_subtitle = Content("   ").join(ways)
