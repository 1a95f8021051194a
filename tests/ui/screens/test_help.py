"""Help for what has the focus: every pane tells what it is, with the keys that count."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Button, Input

from tutor.ui.keys import Deed
from tutor.ui.screens.compare import CompareScreen
from tutor.ui.screens.help import HelpScreen, KeyTable
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.panes import PANES
from tutor.ui.screens.quiz import QuizScreen
from tutor.ui.widgets.build_line import BuildLine
from tutor.ui.widgets.key_footer import KeyFooter


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
