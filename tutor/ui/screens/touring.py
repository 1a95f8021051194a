"""The tour of the lesson screen: when it comes, and which keys it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from tutor.ui import beginning
from tutor.ui.places import keep_toured, places_path
from tutor.ui.screens.arriving import CHANGE_TEXT
from tutor.ui.screens.helping import Helping
from tutor.ui.screens.returning import ONE_AT_A_TIME
from tutor.ui.when_drawn import when_drawn

if TYPE_CHECKING:
    from textual import events

    from tutor.ui.widgets.tour_note import TourNote

_TOLD_SECONDS = 4.0
_LOOKS_AROUND = ("scroll_", "cursor_", "page_", "pane", "step_pane", "zoom", "unzoom", "focus_", "tour")
"""How the actions begin that only move about, or begin the tour anew."""


class Touring(Helping):
    """Tells once what is where; whoever works on ends it by that, is told so, and loses no key."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("alt+t", "tour", "Tour of the screen", show=False, id="lesson.tour", priority=True,
                tooltip="Tell in four short notes what is where on the screen"),
    ]  # fmt: skip

    shows_around: ClassVar[bool] = True
    """Whether the tour comes by itself."""
    _tour: TourNote | None = None

    def opened(self) -> None:
        super().opened()
        if self.shows_around and beginning.is_tour_due():
            self.action_tour()

    def action_tour(self) -> None:
        """Begin the tour, or begin it anew."""
        from tutor.ui.widgets.tour_note import TourNote

        if self._tour is not None:
            self._tour.remove()
        self._tour = TourNote()
        self.mount(self._tour, before="#build-line")

    def takes(self, event: events.Key) -> bool:
        """Enter and Esc are the tour's; a key that works on ends it too, and does what it always does."""
        if not super().takes(event):
            return False
        tour = self._tour
        if tour is None or self.app.screen is not self:
            return True
        if event.key == "enter":
            tour.go_on()
        elif event.key == "escape":
            self._end_tour()
        elif self._works_on(event):
            self._end_tour()
            self.notify("The tour ended, as you went on. Alt+T begins it again.", timeout=_TOLD_SECONDS)
        return event.key not in ("enter", "escape")

    def _works_on(self, event: events.Key) -> bool:
        """Whether a key types or begins something; who looks around is still on tour."""
        from textual.widgets import Input, TextArea

        if isinstance(self.focused, TextArea | Input) and (event.is_printable or event.key in CHANGE_TEXT):
            return True
        bound = self.active_bindings.get(event.key)
        if bound is None:
            return False
        name = bound.binding.action.partition("(")[0].rpartition(".")[2]
        return not name.startswith(_LOOKS_AROUND)

    def on_tour_note_ended(self) -> None:
        self._end_tour()

    def _end_tour(self) -> None:
        if self._tour is not None:
            self._tour.remove()
            self._tour = None
            self._keep_toured()

    @work(thread=True, exit_on_error=False, group="place", description="Keeping that the tour was seen")
    def _keep_toured(self) -> None:
        with ONE_AT_A_TIME:
            keep_toured(places_path())

    def on_resize(self) -> None:  # type: ignore[override]  # Textual calls that of the classes above too
        self._fit_tour()

    def watch_zoomed(self) -> None:
        super().watch_zoomed()
        self._fit_tour()

    def _fit_tour(self) -> None:
        if self._tour is not None:
            when_drawn(self._tour, self._tour.fit)
