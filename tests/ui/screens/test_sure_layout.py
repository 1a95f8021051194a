"""A widget hears of every size it gets, also of one that somebody had worked out before the layout."""

from __future__ import annotations

from textual.app import App
from textual.widgets import Static

from tutor.ui.screens.first_frame import FirstFrame


class Sized(Static):
    def __init__(self):
        super().__init__("text", id="sized")
        self.told: list[int] = []

    def on_resize(self, event):
        self.told.append(event.size.width)


class OneWidget(FirstFrame[None]):
    def compose(self):
        yield Sized()


async def test_a_size_that_was_asked_for_between_scrolling_and_the_layout_is_told():
    async with App().run_test(size=(80, 24)) as pilot:
        screen = OneWidget()
        await pilot.app.push_screen(screen)
        sized = screen.query_one(Sized)
        for width in (50, 30):
            sized.styles.width = width
            screen._clear_arrangement_cache()
            screen._compositor.reflow_visible(screen, screen.size)  # as scrolling does
            assert screen._compositor.full_map[sized].region.width == width
            await pilot.pause()
            assert sized.told[-1] == width
