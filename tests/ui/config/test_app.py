"""The app with a ``config.toml``."""

from __future__ import annotations

from tests.ui.known_keys import written
from tutor.ui.config.known import KEYS_FILE
from tutor.ui.config.place import config_path
from tutor.ui.keys import deeds_here
from tutor.ui.widgets.hint_box import HintBox
from tutor.ui.widgets.key_footer import KeyFooter
from tutor.ui.widgets.lesson_text import LessonText
from tutor.ui.widgets.tour_note import TourNote


def write(text: str) -> None:
    config_path().parent.mkdir(parents=True, exist_ok=True)
    config_path().write_text(text)


def test_the_list_of_keys_is_that_of_the_screens():
    assert KEYS_FILE.read_text("utf-8") == written(), "python -m tests.ui.known_keys writes it anew"


async def test_a_key_of_the_file_does_it_in_the_app(open_app, enter, until):
    write('[keys]\n"lesson.hint" = "alt+h"\n')
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        await pilot.press("alt+h")
        await until(pilot, lambda: screen.query_one(HintBox).shown == 1)
        await pilot.press("f9")
        await pilot.pause()
        assert screen.query_one(HintBox).shown == 1


async def test_a_bad_file_is_told_and_stops_nothing(open_app, enter, until):
    write('theme = "nord"\n[keys]\n"lesson.hint" = "ctrl+1"\n')
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.theme == "nord"
        screen = await enter(pilot, app)
        await until(pilot, lambda: any("config.toml:3" in note.message for note in app._notifications))
        await pilot.press("f9")
        await until(pilot, lambda: screen.query_one(HintBox).shown == 1)


async def test_a_pane_has_the_same_digit_everywhere_and_alt_brings_there_while_typing(open_app, enter):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        text = screen.editor.text
        await pilot.press("3")
        await pilot.pause()
        for digit, pane in enumerate([name for name, _ in screen.panes], 1):
            screen.action_pane("editor")
            await pilot.pause()
            await pilot.press(f"alt+{digit}")
            await pilot.pause()
            assert screen.pane == pane
        assert screen.editor.text == text


def on_screen(app) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def test_texts_notices_and_the_tour_name_the_keys_that_count(open_app, enter, until):
    write('[keys]\n"lesson.build" = "alt+y"\n"lesson.hint" = "alt+h"\n"panes.editor" = "alt+z"\n')
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        assert "F5" not in on_screen(app)
        assert "Alt+Y builds" in on_screen(app)
        screen.action_pane("log")
        await pilot.pause()
        assert "Alt+Y builds" in on_screen(app)
        app.notify("F5 builds, F9 helps, Alt+3 edits, F8 runs.")
        await until(pilot, lambda: app._notifications)
        assert [one.message for one in app._notifications] == [
            "Alt+Y builds, Alt+H helps, Alt+Z edits, F8 runs."
        ]
        screen.action_tour()
        await pilot.pause()
        screen.query_one(TourNote).go_on()
        screen.query_one(TourNote).go_on()
        await pilot.pause()
        assert "Alt+Y" in str(screen.query_one(TourNote).render())


async def test_an_action_without_a_key_is_left_out_of_the_foot_and_stays_in_the_palette(open_app, enter):
    write('[keys]\n"lesson.hint" = ""\n"lesson.run" = ""\n')
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        foot = str(screen.query_one(KeyFooter).render())
        assert "Hint" not in foot
        assert "Run" not in foot
        assert "unbound" not in on_screen(app)
        await pilot.press("f9")
        await pilot.pause()
        assert screen.query_one(HintBox).shown == 0
        offered = {deed.binding.id: deed.keys for deeds in deeds_here(screen) for deed in deeds}
        assert offered["lesson.hint"] == ()


async def test_a_lessons_own_text_names_the_keys_that_count(open_app, enter):
    write('[keys]\n"lesson.run" = "alt+y"\n')
    app = open_app("10")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        assert "(**Alt+Y**)" in screen.query_one("#lesson-text", LessonText).source
