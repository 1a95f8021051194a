"""What the editor can do with a line it does from every pane."""

from __future__ import annotations

import pytest

BAD = "FROM debian:trixie\nCOPPY . /\n"


@pytest.mark.parametrize("pane", ["lesson", "goals", "stages", "files", "log"])
@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_key_of_the_editor_counts_in_every_pane(open_app, enter, until, pane, size):
    app = open_app("3")
    async with app.run_test(size=size) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(BAD)
        screen.editor.code.move_cursor((1, 0))
        await until(pilot, lambda: screen.editor.checked_text == screen.editor.text)
        screen.action_pane(pane)
        await until(pilot, lambda: screen.pane == pane and not screen.editor.has_focus_within)
        await pilot.pause()
        await pilot.press("alt+x")
        await until(pilot, lambda: screen.editor.text == BAD.replace("COPPY", "COPY"))
        assert screen.pane == "editor"
        assert screen.editor.code.has_focus


async def test_a_key_that_was_chosen_counts_in_every_pane(open_app, enter, until):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        app.set_keymap({"editor.fix": "alt+y"})
        screen.editor.load(BAD)
        screen.editor.code.move_cursor((1, 0))
        screen.action_pane("goals")
        await until(pilot, lambda: screen.pane == "goals" and not screen.editor.has_focus_within)
        await pilot.pause()
        await pilot.press("alt+x")
        await pilot.pause()
        assert screen.editor.text == BAD
        await pilot.press("alt+y")
        await until(pilot, lambda: screen.editor.text == BAD.replace("COPPY", "COPY"))
