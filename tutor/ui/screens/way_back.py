"""What Escape does, and how the screen is left."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from tutor.ui.own_keys import key_told
from tutor.ui.screens.returning import Returning
from tutor.ui.widgets.searched_pane import SearchedPane

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

_SCROLLS = ("space", "j", "k")
"""Whoever reads presses these too."""
_UNHEARD_KEYS = 3
_UNHEARD_SECONDS = 2.0
"""So many letters within such a time were meant for a text; one alone was a slip."""

_LEAVES_SECONDS = 3.0
"""Nobody who presses Esc to close something leaves the screen by it; who presses it again at once does."""


class WayBack(Returning):
    """One step back at a time: what goes on, what is open, the text, and then the lessons."""

    _leaves_until = 0.0
    _unheard: Sequence[float] = ()
    """When letters were typed lately that did nothing."""

    def action_escape(self) -> None:
        """Stop what is going on, close what is open, stay in the text, or go back: the first that applies."""
        if self.editor.close_list():
            return
        if self.cancel is not None:
            self.stop()
        elif self.causes.trouble is not None:
            self.action_close_trouble()
        elif self.miss_seen:
            self.action_close_miss()
        elif (searched := self._searched) is not None:
            searched.close()
        elif self.shows_files_of_line:
            self.action_all_files()
        elif self.can_unzoom:
            self.action_zoom()
        elif self.pane == "editor":
            self._escape_in_text()
        elif self.pane == "run":
            self.action_pane(self.panes[0][0])
        elif monotonic() < self._leaves_until:
            self.app.clear_notifications()  # what was said of this key is done
            self.action_home()
        else:
            self._leaves_until = monotonic() + _LEAVES_SECONDS
            self.notify(f"{self._escape_key} once more goes back to the lessons.", timeout=_LEAVES_SECONDS)

    @property
    def _searched(self) -> SearchedPane | None:
        """The pane with the focus, while something is looked for in it."""
        panes = [pane for pane in self.query(SearchedPane) if pane.searching]
        return next((pane for pane in panes if pane.id == f"{self.pane}-body"), None)

    @property
    def _escape_key(self) -> str:
        return key_told(self.app, "lesson.escape", "Esc")

    def _escape_in_text(self) -> None:
        """Stay in the text, as every editor does: what is typed after an Esc of habit must not get lost."""
        if self.editor.drop_selection():
            return
        if monotonic() < self._leaves_until:
            self.notify(
                f"{self._escape_key} stays in the text. F4 goes to the next pane, Ctrl+L to the lessons."
            )
        self._leaves_until = monotonic() + _LEAVES_SECONDS

    def on_key(self, event: events.Key) -> None:
        """Tell who types where nothing is written how to come to the text."""
        if event.is_printable and event.key not in (*_SCROLLS, *self.active_bindings):
            now = monotonic()
            self._unheard = [*(one for one in self._unheard if now - one < _UNHEARD_SECONDS), now]
            if len(self._unheard) >= _UNHEARD_KEYS:
                self._unheard = []
                self.notify("Nothing is written here. Alt+3 goes to the Dockerfile.", severity="warning")

    def say_what_stops(self) -> None:
        """The screen is about to be left: say what becomes of the build or run that is going on."""
        if self.cancel is None:
            return
        if self.builds:
            told = "The build was stopped, as you left it. F5 goes on from the steps that were done."
        else:
            told = "The run was stopped, as you left it."
        self.notify(told)

    def action_home(self) -> None:
        self.say_what_stops()
        self.went_home()
        self.dismiss()
