"""Keys that stand in borders, in chips and beside what they do, after a ``config.toml``."""

from __future__ import annotations

import pytest

from tutor.engine import Connection
from tutor.ui import signs
from tutor.ui.config.key_names import key_of
from tutor.ui.config.place import config_path
from tutor.ui.keys import key_name
from tutor.ui.screens.compare import CompareScreen
from tutor.ui.screens.help import HelpScreen
from tutor.ui.screens.welcome import WelcomeScreen
from tutor.ui.widgets.cause_panel import Trouble
from tutor.ui.widgets.engine_panel import EnginePanel
from tutor.ui.widgets.export_line import ExportLine
from tutor.ui.widgets.stage_graph import StageGraph
from tutor.ui.widgets.stage_picker import StagePicker

LONG = Trouble("The build stopped", log="a line of the log\n" * 60)


def write(**keys: str) -> None:
    lines = [f'"{name.replace("__", ".").replace("_", "-")}" = "{key}"' for name, key in keys.items()]
    config_path().parent.mkdir(parents=True, exist_ok=True)
    config_path().write_text("\n".join(["[keys]", *lines]))


def on_screen(app) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def test_the_border_of_an_account_names_the_keys_that_count(open_app, enter, until):
    write(lesson__whole_panel="alt+y", lesson__escape="escape, alt+z")
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        screen.show_trouble(LONG)
        await until(pilot, lambda: "Alt+Y more" in on_screen(app))
        assert "Esc close" in on_screen(app)
        await pilot.press("alt+y")
        await until(pilot, lambda: "Alt+Y less" in on_screen(app))


@pytest.mark.parametrize(
    ("key", "told"), [("v", "v bars"), ("[", "[ bars"), ("", "bars")], ids=["another", "bracket", "none"]
)
async def test_what_a_pane_does_stands_in_its_border_with_its_key_or_alone(
    key, told, open_app, enter, build, lesson
):
    write(stages__graph=key, lesson__stage_before="w", lesson__stage_next="e")
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(lesson.solution)
        await build(pilot, screen)
        assert screen.query_one(StageGraph).border_subtitle == told
        assert f"w {signs.BACK}" in str(screen.query_one(StagePicker).render())


async def test_a_search_names_the_keys_that_go_on(open_app, enter, build, until):
    write(files__next_hit="v", files__previous_hit="V", files__search="q")
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        await build(pilot, screen)
        screen.action_pane("files")
        await until(pilot, lambda: screen.file_tree.has_focus)
        await pilot.press("q", *"calc")
        await until(pilot, lambda: screen.query_one("#files-body").searching)
        await until(pilot, lambda: "v next V back" in on_screen(app))


async def test_a_comparison_names_the_keys_that_count(open_app, enter, build, until):
    write(
        compare__left="9", compare__added="A", compare__setuid="v", compare__back="alt+z",
        compare__next_hit="V", export__json="d",
    )  # fmt: skip
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        await build(pilot, screen)
        await pilot.press("f10")
        await until(pilot, lambda: isinstance(app.screen, CompareScreen) and app.screen.merged.row_count())
        compared = app.screen
        seen = on_screen(app)
        assert "9 " in str(compared.head.render()).splitlines()[0]
        assert "A + added" in seen
        assert "v setuid" in seen
        await pilot.press("slash", *"git", "enter")
        await until(pilot, lambda: "V next N back" in on_screen(app))
        line = compared.query_one(ExportLine)
        await pilot.press("e")
        await until(pilot, lambda: line.has_focus)
        assert "d JSON" in on_screen(app)
        assert "Alt+Z no" in on_screen(app)
        written = []
        compared.export = lambda _, ending: written.append(ending)
        await pilot.press("d")
        await until(pilot, lambda: written == [".json"])


async def test_dialogs_name_the_keys_that_close_them(open_app, enter, until):
    write(help__close="alt+z, f1, escape", welcome__close="alt+y, escape")
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        await enter(pilot, app)
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        await until(pilot, lambda: "Alt+Z close" in on_screen(app))
        await pilot.press("alt+z")
        await until(pilot, lambda: not isinstance(app.screen, HelpScreen))
        app.push_screen(WelcomeScreen())
        await until(pilot, lambda: "Alt+Y look around" in on_screen(app))


async def test_home_names_the_keys_that_count(open_app, until):
    write(home__engine="v", rows__choose="alt+y")
    app = open_app(connection=Connection(None, ()))
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: "Alt+Y opens it" in on_screen(app))
        await until(pilot, lambda: not app.engine_state.looking)
        await until(pilot, lambda: "v looks again" in app.screen.query_one(EnginePanel)._text().plain)


def test_a_sign_is_named_as_it_is_printed_on_a_keyboard():
    without_comma = [sign for sign in map(chr, range(33, 127)) if not sign.isalnum() and sign != ","]
    assert [key_name(key_of(sign)) for sign in without_comma] == without_comma
    assert key_name(key_of("ctrl+@")) == "Ctrl+@"
