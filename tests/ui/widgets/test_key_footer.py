"""The keys at the foot of a screen."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Button, Input
from textual.widgets._footer import FooterKey

from tutor.ui.widgets.key_footer import KeyFooter


class Focused(Input):
    BINDINGS = [("f7", "beep", "Only here")]


class WithKeys(App[None]):
    BINDINGS = [("f5", "bell", "Build")]

    def compose(self) -> ComposeResult:
        yield Button("one")
        yield Button("two")
        yield Focused()
        yield KeyFooter()


def told(app: App[None]) -> list[str]:
    return [key.description for key in app.query(FooterKey)]


async def test_a_key_of_what_has_the_focus_comes_and_goes_with_it():
    app = WithKeys()
    async with app.run_test(size=(80, 10)) as pilot:
        await pilot.pause()
        assert told(app) == ["Build", "palette"]
        await pilot.press("tab", "tab")
        await pilot.pause()
        assert told(app) == ["Only here", "Build", "palette"]


async def test_a_focus_that_brings_no_other_keys_leaves_the_footer_as_it_is():
    app = WithKeys()
    async with app.run_test(size=(80, 10)) as pilot:
        await pilot.pause()
        before = list(app.query(FooterKey))
        await pilot.press("tab")
        await pilot.pause()
        assert list(app.query(FooterKey)) == before


async def test_the_key_of_the_palette_gives_way_where_it_is_narrow():
    app = WithKeys()
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.pause()
        assert told(app) == ["Build"]
        await pilot.resize_terminal(80, 10)
        await pilot.pause()
        assert told(app) == ["Build", "palette"]
