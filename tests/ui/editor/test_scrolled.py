"""A long line scrolls alone for the cursor's sake; the others are still to be read."""

from __future__ import annotations

from typing import Any

from textual import events

LONG = "FROM debian\nRUN echo " + "long " * 30 + "end\nCOPY . /a/folder/with/a/name\n"


async def at_the_end_of_the_long_line(app, pilot):
    app.editor.goto(2)
    await pilot.press("end")
    await pilot.pause()
    assert app.editor.code.scroll_offset.x > 0


async def test_the_other_lines_stay_where_they_are(editor_app: Any):
    app = editor_app(LONG)
    async with app.run_test(size=(60, 12)) as pilot:
        await at_the_end_of_the_long_line(app, pilot)
        assert "long end" in app.drawn(2)
        assert "RUN" not in app.drawn(2)
        assert "FROM debian" in app.drawn(1)
        assert "COPY . /a/folder" in app.drawn(3)
        await pilot.press("up")
        await pilot.pause()
        assert "RUN echo" in app.drawn(2)


async def test_a_click_reaches_the_character_that_is_seen_there(editor_app: Any):
    app = editor_app(LONG)
    async with app.run_test(size=(60, 12)) as pilot:
        code = app.editor.code
        await at_the_end_of_the_long_line(app, pilot)
        seen = app.drawn(2)
        await pilot.click(code, offset=(seen.index("end"), 1))
        assert code.cursor_location == (1, code.document.get_line(1).index("end"))
        seen = app.drawn(3)
        await pilot.click(code, offset=(seen.index("folder"), 2))
        assert code.cursor_location == (2, code.document.get_line(2).index("folder"))


async def test_who_scrolls_by_hand_scrolls_all_lines(editor_app: Any):
    app = editor_app("FROM debian\nRUN echo " + "long " * 30 + "\nCOPY . /" + "folder/" * 20 + "\n")
    async with app.run_test(size=(60, 12)) as pilot:
        code = app.editor.code
        for _ in range(3):
            code.post_message(
                events.MouseScrollDown(
                    code, x=20, y=2, delta_x=0, delta_y=0, button=0, shift=True, meta=False, ctrl=False
                )
            )
            await pilot.pause(0.2)
        assert code.scroll_offset.x > 0
        assert "RUN" not in app.drawn(2)
        assert "COPY" not in app.drawn(3)
        await pilot.press("down")
        await pilot.pause()
        assert "COPY" in app.drawn(3)
