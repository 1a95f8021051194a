"""Leaving and coming back: the same pane, line, stage and result as before."""

from __future__ import annotations

import threading

from textual import work
from textual.widgets import ContentSwitcher

from tutor.ui.places import Place, keep_nothing_open, keep_place, place_of, places_path
from tutor.ui.screens.following import Following
from tutor.ui.screens.panes import COME_LATER
from tutor.ui.widgets.pane_tabs import PaneTabs

_KEPT_EVERY_SECONDS = 0.5
ONE_AT_A_TIME = threading.Lock()


class Returning(Following):
    """Writes down where the person is whenever that changed, and goes there at the start."""

    reopened: str | None = None
    """The lesson that the next start opens when the app ends here."""
    _place_kept: Place | None = None
    _stage_wanted: int | None = None
    _left = False

    @property
    def text_pane(self) -> str:
        """The selector of the text at the left."""
        return f"#{self.panes[0][0]}-pane" if self.panes[0][0] == "lesson" else f"#{self.panes[0][0]}"

    async def before_drawn(self) -> None:
        await super().before_drawn()
        await self.go_where_it_was()

    async def go_where_it_was(self) -> None:
        """Go to the place that was kept, as far as it is still there; from now on keep it."""
        place = place_of(places_path(), self.build_key)
        if place is not None:
            self._stage_wanted = place.stage
            if {place.pane, place.result} & COME_LATER:
                await self.furnish()  # no other pane is to be seen for a moment
            if place.pane in dict(self.panes) and self._is_there(place.pane):
                self.action_pane(place.pane)
            self.when_drawn(lambda: self._look_at(place))
        self.set_interval(_KEPT_EVERY_SECONDS, self._keep_if_changed)

    def _look_at(self, place: Place) -> None:
        code = self.editor.code
        row = min(place.row, code.document.line_count - 1)
        code.move_cursor((row, min(place.column, len(code.document.get_line(row)))))
        code.scroll_to(y=place.scrolled, animate=False)
        self.query_one(self.text_pane).scroll_to(y=place.text_scrolled, animate=False)
        elsewhere = place.result and self.pane != place.result and not self.one_at_a_time
        if elsewhere and self._is_there(place.result):
            self.show_result(place.result)

    def _is_there(self, pane: str) -> bool:
        """Whether a pane can be shown: nobody waits for ever for one that comes later."""
        return pane not in COME_LATER or bool(self.query(f"#{pane}-body"))

    def show_result(self, pane: str) -> None:
        """Show a pane of results without going there."""
        self.query_one("#results", ContentSwitcher).current = f"{pane}-body"
        self.query_one("#result-tabs", PaneTabs).active = pane
        self.query_one("#stage-picker").display = pane in ("files", "layers")

    def stage_to_show(self, usual: int) -> int:
        """The stage that was shown before, for the first figures; then the usual one."""
        wanted, self._stage_wanted = self._stage_wanted, None
        return usual if wanted is None else wanted

    @property
    def place(self) -> Place:
        """Where the person is now."""
        code = self.editor.code
        row, column = code.cursor_location
        shown = (self.query_one("#results", ContentSwitcher).current or "").removesuffix("-body")
        stage = self._stage_index if self.figures is not None else self._stage_wanted
        scrolled, read = int(code.scroll_offset.y), int(self.query_one(self.text_pane).scroll_offset.y)
        return Place(self.pane, row, column, scrolled, read, stage, shown)

    def _keep_if_changed(self) -> None:
        place = self.place
        if place != self._place_kept:
            self._place_kept = place
            self._keep(place)

    @work(thread=True, exit_on_error=False, group="place", description="Keeping where you are")
    def _keep(self, place: Place) -> None:
        with ONE_AT_A_TIME:
            if not self._left:  # a thread that comes late would have the next start open the lesson again
                keep_place(places_path(), self.build_key, place, lesson=self.reopened)

    def went_home(self) -> None:
        """The screen was left on purpose: the next start shows the lessons."""
        place = self.place
        with ONE_AT_A_TIME:
            self._left = True
            keep_place(places_path(), self.build_key, place, lesson=None)
            keep_nothing_open(places_path())
