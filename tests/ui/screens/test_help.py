"""Help for what has the focus: every pane tells what it is, with the keys that count."""

from __future__ import annotations

import inspect
import re

import pytest
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.command import CommandList, CommandPalette
from textual.widget import Widget
from textual.widgets import Button, Input

from tutor.ui import signs
from tutor.ui.keys import Deed
from tutor.ui.screens.compare import CompareScreen
from tutor.ui.screens.help import HelpScreen, KeyTable
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.screens.panes import PANES
from tutor.ui.screens.quiz import QuizScreen
from tutor.ui.widgets.build_line import BuildLine
from tutor.ui.widgets.build_log import BuildLog
from tutor.ui.widgets.bytes_pane import BytesPane
from tutor.ui.widgets.file_tree import FileTreeView
from tutor.ui.widgets.key_footer import KeyFooter
from tutor.ui.widgets.layers_table import LayersTable
from tutor.ui.widgets.lesson_list import LessonList
from tutor.ui.widgets.stage_bars import StageBars


def told_of(widget: Widget) -> str:
    """The nearest help of a widget that is no screen's."""
    nodes = [node for node in widget.ancestors_with_self if isinstance(node, Widget)]
    return next((node.HELP for node in nodes if node.HELP and node is not widget.screen), "")


def without_help(screen: Widget) -> list[Widget]:
    """The panes that can have the focus and tell nothing of themselves; buttons and inputs say it on them."""
    return [
        widget
        for widget in screen.query("*")
        if widget.can_focus and not isinstance(widget, Button | Input) and not told_of(widget)
    ]


async def test_every_pane_tells_what_it_is(open_app, enter, build, until):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        assert without_help(next(one for one in app.screen_stack if isinstance(one, HomeScreen))) == []
        await build(pilot, screen)
        assert without_help(screen) == []
        for name, _ in PANES:
            pane = screen.query_one(screen.focus_of(name))
            assert any(told_of(one) for one in (pane, *pane.query("*").results(Widget))), name
        await pilot.press("f10")
        await until(pilot, lambda: isinstance(app.screen, CompareScreen))
        assert without_help(app.screen) == []
    assert QuizScreen.HELP


async def test_texts_name_the_key_that_was_chosen(open_app, enter, until):
    app = open_app("3")
    app.set_keymap({"lesson.build": "f11"})
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        assert "F11 Build" in screen.query_one(KeyFooter).render().plain
        assert "F11 builds" in screen.query_one(BuildLine).render().plain
        screen.action_pane("goals")
        await until(pilot, lambda: screen.focused is screen.query_one("#goals-pane"))
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        assert "**F11** builds" in app.screen._text
        keys = " ".join(str(table.render()) for table in app.screen.query(KeyTable))
        assert "F11" in keys
        assert "F5" not in app.screen._text + keys


async def test_long_keys_stand_apart_from_what_they_do():
    class Shown(App[None]):
        def get_css_variables(self) -> dict[str, str]:
            return {**super().get_css_variables(), "muted": "#888888"}

        def compose(self) -> ComposeResult:
            binding = Binding("", "x", "", tooltip="Show it")
            yield KeyTable([Deed(self, binding, ("Ctrl+Space", "Alt+X"))])

    async with Shown().run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        assert "Ctrl+Space Alt+X  Show" in str(pilot.app.query_one(KeyTable).render())


async def found_first(pilot, app, until, words: str, first: str) -> None:
    """Type into the palette until it offers ``first`` before all else."""
    await pilot.press("ctrl+p")
    await until(pilot, lambda: CommandPalette.is_open(app))
    await pilot.press(*words)
    options = app.screen.query_one(CommandList)
    await until(
        pilot,
        lambda: options.option_count and str(options.get_option_at_index(0).hit.text) == first,
    )


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("meaning", "Meaning"),
        ("search log", "Search"),
        ("build", "Build"),
        ("quick fix", "Mend"),
        ("start over", "Reset, or take it back"),
    ],
)
async def test_the_palette_finds_what_other_panes_offer_by_its_name_first(
    words, first, open_app, enter, until
):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.action_pane("goals")
        await pilot.pause()
        await found_first(pilot, app, until, words, first)


async def test_what_another_pane_offers_is_done_there(open_app, enter, build, until):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        await build(pilot, screen)
        screen.action_pane("goals")
        await pilot.pause()
        await found_first(pilot, app, until, "search log", "Search")
        await pilot.press("enter")
        await until(pilot, lambda: screen.pane == "log" and screen.query_one("#log-body").searching)


async def test_the_palette_follows_a_change_of_the_theme_while_it_is_open(open_app, enter, until):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        await enter(pilot, app)
        await pilot.press("ctrl+p")
        await until(pilot, lambda: CommandPalette.is_open(app))
        before = app.screen.query_one(CommandList).styles.color
        app.theme = "distill-light"
        await pilot.pause()
        await pilot.pause()
        assert app.screen.query_one(CommandList).styles.color != before


@pytest.mark.parametrize(
    "widget",
    [FileTreeView, LayersTable, StageBars, BuildLog, BytesPane, LessonList],
    ids=str,
)
def test_every_sign_that_a_pane_draws_stands_in_its_help(widget):
    drawn = {*re.findall(r"signs\.([A-Z]+)", inspect.getsource(inspect.getmodule(widget)))} - {"DOT"}
    assert drawn, "it draws some"
    assert [name for name in drawn if getattr(signs, name) not in widget.HELP] == []


def test_the_lessons_help_explains_the_lines_above_and_below():
    for sign in (signs.DONE, signs.RECORDED, signs.OPEN, signs.RUNNING, signs.FAILED, signs.WARNING):
        assert sign in LessonScreen.HELP
