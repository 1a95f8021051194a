"""A screen whose first frame comes soon, and keeps nothing else waiting for long."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual.events import ScreenResume
from textual.message import Message
from textual.screen import Screen, ScreenResultType

if TYPE_CHECKING:
    from textual import events
    from textual.geometry import Size


class FirstFrame(Screen[ScreenResultType]):
    """Is styled, laid out and drawn once where Textual does it twice or thrice, each in a turn of its own."""

    _was_shown = False
    seen_from: float | None = None
    """When its first frame was drawn, in seconds of the clock that keys have their time from."""

    @property
    def was_drawn(self) -> bool:
        """Whether it had a frame by now."""
        return self._was_shown

    async def on_event(self, event: events.Event) -> None:
        """Let other things have their turn after each event, and before the first layout.

        Styling every widget once more when the screen is shown for the first time is left out.
        """
        if isinstance(event, ScreenResume) and not self._was_shown:
            await self.before_drawn()
            await asyncio.sleep(0)
            self._was_shown = True
            event.refresh_styles = False
        await super().on_event(event)
        await asyncio.sleep(0)

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        """Leave drawing to the end of the next turn: other things go on between the two."""
        if not self._was_shown or (scroll and not self._layout_widgets):
            super()._refresh_layout(size, scroll)
            return
        with self.app.batch_update():
            super()._refresh_layout(size, scroll)
        asyncio.get_running_loop().call_later(0, self._draw)  # after all that waited while this went on

    def _draw(self) -> None:
        if self.is_attached and self.is_current and not self.app._batch_count:
            self._compositor_refresh()

    def _on_timer_update(self) -> None:
        """Leave what is drawn beside a new layout to the turn after it."""
        now = self.is_current and not self.app._batch_count
        if now and self._was_shown and self._layout_required and not self._scroll_required:
            self._refresh_layout()
            self._layout_required = False
            self._dirty_widgets.clear()  # they are drawn with the layout
            self.call_later(self._on_timer_update)
        else:
            super()._on_timer_update()

    def _compositor_refresh(self) -> None:
        # Noted before the frame is written: who answers it at once must not seem to have been too early.
        if self.seen_from is None and self.is_current and self.size:
            self.seen_from = Message().time
        super()._compositor_refresh()

    async def before_drawn(self) -> None:
        """Everything is mounted, and nothing is to be seen yet."""

    def _screen_resized(self, size: Size) -> None:
        """Leave out the layout for the size that it has already, as when a dialog opens above it."""
        if not self._was_shown or size != self.outer_size:
            super()._screen_resized(size)
