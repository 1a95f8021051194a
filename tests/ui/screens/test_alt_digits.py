"""Alt with a digit, as terminals without the kitty key protocol send it."""

from __future__ import annotations

from textual import events
from textual._xterm_parser import XTermParser
from textual.pilot import Pilot


async def send(pilot: Pilot[None], typed: str) -> None:
    """What a terminal sends, all of it at once."""
    for event in XTermParser().feed(typed):
        assert isinstance(event, events.Event)
        pilot.app.post_message(event)
    await pilot.pause(0.1)


async def test_alt_with_a_digit_goes_to_the_pane_and_leaves_the_text_alone(open_app, enter):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        before = screen.editor.text
        for digit, pane in ((2, "goals"), (8, "log"), (4, "stages"), (1, "lesson"), (3, "editor")):
            screen.action_pane("editor")
            await pilot.pause()
            await send(pilot, f"\x1b{digit}")
            assert screen.pane == pane
        assert screen.editor.text == before


async def test_the_character_that_a_mac_types_with_option_and_a_digit_stays_one(open_app, enter):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        screen.action_pane("editor")
        await pilot.pause()
        await send(pilot, "™")
        assert "™" in screen.editor.text
