"""An account below the editor that is longer than its room is to be had whole, by a key in its border."""

from __future__ import annotations

import pytest

from tutor.ui.widgets.cause_panel import Trouble

LINES = "a line of the log\n" * 30
LONG = Trouble("The build stopped", said="what it said\n" * 8, hint="try this", log=LINES)
SHORT = Trouble("The build stopped")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_a_long_account_is_read_whole_by_keyboard_alone(open_app, enter, until, size):
    app = open_app("3")
    async with app.run_test(size=size) as pilot:
        screen = await enter(pilot, app)
        screen.show_trouble(LONG)
        panel = screen.causes
        await until(pilot, lambda: "Alt+U more" in str(panel.border_subtitle))
        height = panel.region.height
        await pilot.press("alt+u")
        await until(pilot, lambda: panel.region.height > height)
        assert panel.has_focus
        assert screen.editor.region.height >= 1
        assert "Alt+U less" in str(panel.border_subtitle)
        await pilot.press("end")
        await until(pilot, lambda: panel.scroll_offset.y == panel.max_scroll_y > 0)
        await pilot.press("alt+u")
        await until(pilot, lambda: panel.region.height == height)
        assert screen.editor.code.has_focus


async def test_a_short_account_has_no_more_to_show(open_app, enter):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.show_trouble(SHORT)
        await pilot.pause(0.1)
        assert "Alt+U" not in str(screen.causes.border_subtitle)
        await pilot.press("alt+u")
        await pilot.pause()
        assert not screen.causes.whole


async def test_who_closes_what_they_read_is_back_in_the_text(open_app, enter):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        screen.show_trouble(LONG)
        await pilot.pause(0.1)
        await pilot.press("alt+u", "escape")
        await pilot.pause(0.1)
        assert not screen.causes.display
        assert screen.editor.code.has_focus
        screen.show_trouble(LONG)
        await pilot.pause(0.1)
        assert not screen.causes.whole
