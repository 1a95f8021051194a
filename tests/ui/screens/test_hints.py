"""Where hints and goals can be read."""

from __future__ import annotations

import pytest

from tutor.ui.widgets.hint_box import HintBox


async def ask(pilot, screen, until, shown: int) -> None:
    await pilot.press("f9")
    await until(pilot, lambda: screen.query_one(HintBox).shown == shown)
    await pilot.pause()


@pytest.mark.parametrize("size", [(80, 24), (120, 30), (120, 40)])
@pytest.mark.parametrize("number", ["1", "3"])
async def test_every_hint_is_seen_whole(size, number, open_app, enter, until):
    app = open_app(number)
    async with app.run_test(size=size) as pilot:
        screen = await enter(pilot, app)
        for shown in (1, 2, 3):
            await ask(pilot, screen, until, shown)
            hint = screen.query_one(HintBox).newest
            assert hint.region in screen.goals_pane.content_region


async def test_after_a_build_the_goals_are_seen_from_the_first_on(open_app, enter, build, until, lesson):
    app = open_app("3")
    async with app.run_test(size=(120, 30)) as pilot:
        screen = await enter(pilot, app)
        for shown in (1, 2, 3):
            await ask(pilot, screen, until, shown)
        assert screen.goals_pane.scroll_y > 0
        for text in (lesson.start, lesson.solution):
            screen.editor.load(text)
            await build(pilot, screen)
            await pilot.pause()
            assert screen.goals_pane.scroll_y == 0
        assert "Lesson done" in str(screen.query_one("#hint-done").render())


async def test_the_lesson_has_its_room_again_when_it_is_gone_to(open_app, enter, until):
    app = open_app("3")
    async with app.run_test(size=(120, 30)) as pilot:
        screen = await enter(pilot, app)
        before = screen.query_one("#lesson-pane").size.height
        for shown in (1, 2, 3):
            await ask(pilot, screen, until, shown)
        assert screen.query_one("#lesson-pane").size.height < before
        screen.editor.focus()
        await pilot.press("alt+1")
        await pilot.pause()
        assert screen.pane == "lesson"
        assert not screen.goals_pane.hint_open


@pytest.mark.parametrize("number", ["1", "16"])
async def test_goals_have_no_scrollbar_where_all_of_them_fit_after_the_terminal_grew(
    number, open_app, enter, until
):
    app = open_app(number)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        await pilot.resize_terminal(120, 24)
        await until(pilot, lambda: screen.goals_pane.show_vertical_scrollbar)
        await pilot.resize_terminal(120, 40)
        await until(pilot, lambda: screen.goals_pane.size.height > 9)
        await until(pilot, lambda: not screen.goals_pane.show_vertical_scrollbar)
        assert screen.goals_pane.virtual_size.height == screen.goals_pane.size.height
