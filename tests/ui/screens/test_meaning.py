"""What an instruction means, told beside the cursor."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (160, 50)])
async def test_a_meaning_covers_nothing_but_the_editor(open_app, enter, until, lesson, size):
    app = open_app("3")
    async with app.run_test(size=size) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(lesson.solution)
        screen.action_pane("editor")
        await until(pilot, lambda: screen.editor.code.has_focus)
        for place in ((1, 0), (7, 8)):
            screen.editor.goto(*place)
            await pilot.press("alt+i")
            card = screen.editor.card
            await until(pilot, lambda card=card: card.is_open and card.region)
            assert screen.editor.region.contains_region(card.region)
            assert len(card._said.wrap(card.content_size.width)) == card.content_size.height
            await pilot.press("escape")
