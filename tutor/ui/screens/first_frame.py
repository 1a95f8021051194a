"""A screen whose first frame comes soon, and keeps nothing else waiting for long."""

from __future__ import annotations

import asyncio
from time import perf_counter
from typing import TYPE_CHECKING

from textual.events import ScreenResume
from textual.message import Message
from textual.screen import Screen, ScreenResultType

from tutor.ui.screens.sure_layout import SureLayout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual import events
    from textual.geometry import Size

_TURN_SECONDS = 0.008


class FirstFrame(Screen[ScreenResultType]):
    """Is styled, laid out and drawn once where Textual does it twice or thrice, each in a turn of its own."""

    _was_shown = False
    _looks: Iterator[None] | None = None
    """What is found out for a frame; None when nothing is."""
    seen_from: float | None = None
    """When its first frame was drawn, in seconds of the clock that keys have their time from."""

    def __init__(self, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(name, id, classes)
        self._compositor = SureLayout()

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
        if self.is_current:
            self._looks = self._look_at_each()
        asyncio.get_running_loop().call_later(0, self._draw)  # after all that waited while this went on

    def _look_at_each(self) -> Iterator[None]:
        """Have every widget that looks other than before find out how, and keep it, one after the other.

        Not the screen itself: a dialog looks like what is behind it, and only while it is drawn knows that.
        """
        for widget, (region, clip) in [*self._compositor.visible_widgets.items()]:
            kept, seen = widget._styles_cache, region.intersection(clip)
            changed = kept._dirty_lines or not kept._cache or kept._width != region.width
            if changed and seen and widget is not self and widget.is_attached:
                widget.render_lines(seen.translate(-region.offset))
                yield

    def _draw(self) -> None:
        """Draw, once it is known in several turns how all of it looks."""
        until = perf_counter() + _TURN_SECONDS
        for _ in self._looks or ():
            if perf_counter() > until:
                asyncio.get_running_loop().call_later(0, self._draw)
                return
        self._looks = None
        if self.is_attached and self.is_current and not self.app._batch_count:
            self._compositor_refresh()
        self.check_idle()  # for what changed meanwhile

    def _on_timer_update(self) -> None:
        """Leave what is drawn beside a layout to the turn after it, and a newer layout until then."""
        if self._looks is not None:
            self._update_timer.pause()
            return
        now = self.is_current and not self.app._batch_count
        if now and self._was_shown and self._layout_required and not self._scroll_required:
            self._refresh_layout()
            self._layout_required = False
            self._dirty_widgets.clear()  # they are drawn with the layout
            self.call_later(self._on_timer_update)
        else:
            super()._on_timer_update()

    def _compositor_refresh(self) -> None:
        if self._looks is not None:  # it is drawn with the rest
            return
        # Noted before the frame is written: who answers it at once must not seem to have been too early.
        if self.seen_from is None and self.is_current and self.size:
            self.seen_from = Message().time
        # What changed since the layout is drawn too: nothing is told of it once this frame is drawn.
        self._compositor.update_widgets(self._dirty_widgets)
        super()._compositor_refresh()

    async def before_drawn(self) -> None:
        """Everything is mounted, and nothing is to be seen yet."""

    def _screen_resized(self, size: Size) -> None:
        """Leave out the layout for the size that it has already, as when a dialog opens above it."""
        if not self._was_shown or size != self.outer_size:
            super()._screen_resized(size)
