"""What has to be found out for a frame is found out in turns, so that other things go on between them."""

from __future__ import annotations

import asyncio

from textual.app import App
from textual.widgets import Static

from tutor.ui.screens import first_frame
from tutor.ui.screens.first_frame import FirstFrame

WIDGETS = 5


class Looked(Static):
    def render_lines(self, crop):
        self.screen.events.append("look")
        return super().render_lines(crop)


class Several(FirstFrame[None]):
    def __init__(self):
        super().__init__()
        self.events: list[str] = []

    def compose(self):
        for number in range(WIDGETS):
            yield Looked(f"number {number}")

    def _compositor_refresh(self):
        if self._looks is None:
            self.events.append("drawn")
        super()._compositor_refresh()


async def frames_of(pilot, deed):
    """What happened from the deed to the next frame, with a word for each turn of the loop."""
    screen, loop = pilot.app.screen, asyncio.get_running_loop()

    def turn():
        screen.events.append("turn")
        if "drawn" not in screen.events:
            loop.call_soon(turn)

    screen.events.clear()
    deed(screen)
    loop.call_soon(turn)
    async with asyncio.timeout(20):
        while "drawn" not in screen.events:
            await asyncio.sleep(0)
    return screen.events


async def opened(pilot):
    await pilot.app.push_screen(Several())
    async with asyncio.timeout(20):
        while pilot.app.screen.seen_from is None:
            await asyncio.sleep(0.01)
    await pilot.pause()


async def test_other_things_have_their_turn_between_one_widget_and_the_next(monkeypatch):
    monkeypatch.setattr(first_frame, "_TURN_SECONDS", 0.0)
    async with App().run_test(size=(40, 12)) as pilot:
        await opened(pilot)
        events = await frames_of(pilot, lambda screen: screen.query(Looked).refresh(layout=True))
        turns = "".join(one[0] for one in events).partition("d")[0].split("t")
        assert sum("l" in turn for turn in turns) >= WIDGETS


async def test_what_looks_as_before_is_not_looked_at_ahead(monkeypatch):
    async with App().run_test(size=(40, 12)) as pilot:
        await opened(pilot)
        screen = pilot.app.screen
        assert not [*screen._look_at_each()]
        screen.query(Looked).first().update("other")
        assert len([*screen._look_at_each()]) == 1
        assert not [*screen._look_at_each()]


async def test_what_changes_between_a_layout_and_its_frame_is_in_that_frame(monkeypatch):
    monkeypatch.setattr(first_frame, "_TURN_SECONDS", 0.0)
    app = App()
    async with app.run_test(size=(40, 10)) as pilot:
        await opened(pilot)
        screen = app.screen
        last = [*screen.query(Looked)][-1]
        painted: list[str] = []
        display = app._display

        def shown(on, update):
            if update is not None:
                console = app.console
                painted.append("".join(part.text for part in console.render(update)))
            display(on, update)

        monkeypatch.setattr(app, "_display", shown)

        def deed(screen):
            screen._refresh_layout()
            assert screen._looks is not None
            last.update("another text")

        await frames_of(pilot, deed)
        await pilot.pause()
        assert any("another text" in text for text in painted), painted
