"""Reading code and styles while nobody waits for them."""

from __future__ import annotations

from textual import work
from textual.app import App

from tutor.ui.collector import spare_what_was_read, undisturbed
from tutor.ui.stylesheet import KeptStylesheet

_READ_AHEAD_AFTER_SECONDS = 1.5


class ReadingAhead(App[None]):
    """Has the screen that is opened next read before it is wanted."""

    stylesheet: KeptStylesheet
    alone = False
    """Whether the process is the app's own, and so the collector too."""
    is_warm = False
    """Whether the screen that is opened next was read."""
    _read_ahead = False

    @work(thread=True, exit_on_error=False, group="warm-up", description="Reading the screens")
    def warm_up(self) -> None:
        """Read the screen that is opened next, while nobody waits for it."""
        from tutor.ui.warming import read_lesson_screen

        ahead = read_lesson_screen(self.stylesheet._variables)
        self.call_later(self._warmed, ahead)
        if self.alone:
            spare_what_was_read()

    def _warmed(self, ahead: KeptStylesheet) -> None:
        self.stylesheet.take(ahead)
        self.is_warm = True

    def read_ahead(self) -> None:
        """Read what may be opened from a lesson, once, while somebody reads it."""
        if not self._read_ahead:
            self._read_ahead = True
            self.set_timer(_READ_AHEAD_AFTER_SECONDS, self._read_what_may_come)

    @work(thread=True, exit_on_error=False, group="warm-up", description="Reading the screens")
    def _read_what_may_come(self) -> None:
        from tutor.ui.warming import read_what_may_come

        with undisturbed():
            ahead = read_what_may_come(self.stylesheet._variables)
        self.call_later(self.stylesheet.take, ahead)
