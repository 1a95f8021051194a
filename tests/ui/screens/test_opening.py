"""Opening a lesson, and coming back to it."""

from __future__ import annotations

from textual import events

from tutor.course.lesson import State
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.widgets.lesson_list import LessonList


async def test_a_key_pressed_twice_does_not_type_into_the_lesson_that_it_opens(open_app, until):
    app = open_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await until(
            pilot, lambda: isinstance(app.screen, HomeScreen) and app.screen.query_one(LessonList).row_count()
        )
        for _ in range(3):
            app.post_message(events.Key("c", "c"))
        await until(pilot, lambda: isinstance(app.screen, LessonScreen) and app.screen.seen_from)
        screen = app.screen
        await pilot.pause()
        assert screen.editor.text == screen.lesson.start
        assert len(app.screen_stack) == 2


async def test_an_enter_after_other_keys_is_meant_for_the_lesson_however_soon_it_comes(
    open_app, enter, until
):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.named = False  # as if it had been opened on the home screen
        screen.editor.focus()
        await pilot.pause()
        for key in ("enter", "end", "enter"):
            soon = events.Key(key, None)
            soon.time = screen.seen_from + 0.1
            app.post_message(soon)
        first, rest = screen.lesson.start.split("\n", 1)
        await until(pilot, lambda: screen.editor.text == f"{first}\n\n{rest}")


async def test_the_first_frame_has_the_layout_of_the_terminals_size(open_app, until, monkeypatch):
    seen = []
    app = open_app("3")
    monkeypatch.setattr(
        LessonScreen, "on_screen_resume", lambda self: seen.append(set(self.classes)), raising=False
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: seen)
        assert "-narrow" in seen[0]


async def test_a_terminal_that_is_too_small_says_so_and_a_larger_one_goes_on(open_app, enter):
    app = open_app("3")
    async with app.run_test(size=(36, 10)) as pilot:
        screen = await enter(pilot, app)
        assert screen.query_one("TooSmall").display
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert not screen.query_one("TooSmall").display


async def test_a_drawing_without_room_leads_to_one_with_room_whatever_has_the_focus(open_app, enter):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.focus()
        assert "F7 widens" in "".join(str(drawing.render()) for drawing in screen.query("Drawing Label"))
        await pilot.press("f7")
        await pilot.pause()
        assert screen.query_one("#lesson-pane").size.width > 100
        assert "F7 widens" not in "".join(str(drawing.render()) for drawing in screen.query("Drawing Label"))
        await pilot.press("f6")
        await pilot.pause()
        assert screen.query_one("#editor").is_on_screen


async def test_a_table_is_a_line_until_its_words_fit(open_app, enter):
    app = open_app("4")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        table = screen.query_one("Table")
        assert not table.query_one("MarkdownTableContent").display
        await pilot.press("f7")
        await pilot.pause()
        assert table.query_one("MarkdownTableContent").display


async def test_the_last_build_is_what_counts_after_a_restart(open_app, enter, until, build, lesson):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(lesson.solution)
        await build(pilot, screen)
        screen.editor.load(lesson.solution.replace("--from=build", "--from=biuld"))
        await build(pilot, screen)
    again = open_app("3")
    async with again.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, again)
        await until(pilot, lambda: screen.figures is not None)
        assert screen.goals.counted == "?/5"
        assert {one.state for one in screen.goals.verdicts} == {State.FAILED}
        assert {one.before.state for one in screen.goals.verdicts} == {State.PASSED}
        assert screen.build_line.status.text == "Last build: failed at line 7"


async def test_a_lesson_that_is_done_offers_its_question_and_the_next_one(
    open_app, enter, build, until, lesson
):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(lesson.solution)
        await build(pilot, screen)
        await pilot.pause()
        assert screen.pane == "editor"
        assert [text for _, text in screen.build_line.status.links] == [
            "Ctrl+O next lesson",
            "Ctrl+N look back",
            "Ctrl+T question",
        ]
        screen.action_pane("goals")
        await pilot.pause()
        assert screen.query_one("#hint-done").is_on_screen
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(app.screen, LessonScreen) and app.screen is not screen)
        assert app.screen.lesson.number == 4
        await until(pilot, lambda: app.screen.furnished)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert app.screen.query_one(LessonList).chosen.lesson.number == 4


async def test_a_lesson_that_was_done_before_still_offers_what_is_next(open_app, enter, build, until, lesson):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(lesson.solution)
        await build(pilot, screen)
    again = open_app("3")
    async with again.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, again)
        await until(pilot, lambda: screen.query_one("#hint-done").display)
        screen.editor.load(lesson.start)
        await build(pilot, screen)
        assert not screen.query_one("#hint-done").display


async def test_a_build_forgets_what_a_run_said_before(open_app, enter, build):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        await pilot.press("f8")
        await pilot.pause()
        assert screen.run_pane.query_one("#run-told").display
        await build(pilot, screen)
        assert not screen.run_pane.query_one("#run-told").display


async def test_what_is_typed_ahead_is_meant_for_the_lesson_that_the_start_named(open_app, enter, until):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.focus()
        await pilot.pause()
        for key in ("x", "y"):
            ahead = events.Key(key, key)
            ahead.time = screen.seen_from - 1
            app.post_message(ahead)
        await until(pilot, lambda: screen.editor.text == f"xy{screen.lesson.start}")
