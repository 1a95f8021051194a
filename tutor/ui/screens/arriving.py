"""The first moments on a screen: when it is to be seen, and which keys were meant for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.ui.screens.furnished import Furnished
from tutor.ui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from textual import events

ONCE_MORE_SECONDS = 0.3
_UNTIL_SEEN_SECONDS = 0.02
CHANGE_TEXT = ("enter", "tab", "backspace", "delete")
"""What changes a text beside the characters."""


class Arriving(Furnished):
    """Leaves out keys meant for the screen before, and reads what was kept once it is to be seen."""

    unasked = False
    """Whether nobody asked for this screen just now."""
    named = False
    """Whether the start named it: what is typed ahead, as at a shell's prompt, is meant for it."""
    _in_use = False

    def wait_to_be_seen(self) -> None:
        """Go on once the first frame is there; Textual may call back before it, with nothing to draw yet."""
        if self.seen_from is not None and self.query_one(TitleLine).region:
            self.call_later(self.furnish)
        else:
            self.set_timer(_UNTIL_SEEN_SECONDS, self.wait_to_be_seen)

    def when_furnished(self) -> None:
        self.when_drawn(self._begin)

    def _begin(self) -> None:
        self.remember()
        self.opened()

    def remember(self) -> object:
        """Read what earlier sessions left."""

    def opened(self) -> None:
        """The screen is to be seen, and all of it is there."""

    def takes(self, event: events.Key) -> bool:
        """Not what was typed before the screen was to be seen, nor the key that opened it, pressed twice.

        Both were meant for the screen before; of a screen that the start named there was none.
        """
        if self.named:
            return True
        seen = self.seen_from is not None and event.time >= self.seen_from
        changes_text = event.is_printable or event.key in CHANGE_TEXT
        if changes_text and not (seen and (self._in_use or not self._may_be_late(event))):
            return False
        self._in_use = self._in_use or seen  # who pressed another key since then means this one
        return True

    def _may_be_late(self, event: events.Key) -> bool:
        assert self.seen_from is not None
        return (self.unasked or event.key in ("c", "o", "enter")) and (
            event.time <= self.seen_from + ONCE_MORE_SECONDS
        )
