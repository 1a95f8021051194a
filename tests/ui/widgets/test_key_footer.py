"""The keys at the foot of a screen."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.widgets import Button, Input

from tutor.ui.widgets.key_footer import KeyFooter

STEPS = Binding.Group("panes")


class Focused(Input):
    BINDINGS = [("f7", "beep", "Only here")]


class WithKeys(App[None]):
    BINDINGS = [
        Binding("f5", "told('built')", "Build", tooltip="Build it"),
        Binding("f8", "off", "Run"),
        Binding("f3", "told('back')", "Back", group=STEPS),
        Binding("f4", "told('forth')", "Forth", group=STEPS),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []

    def compose(self) -> ComposeResult:
        yield Button("one")
        yield Button("two")
        yield Focused()
        yield KeyFooter()

    def action_told(self, what: str) -> None:
        self.told.append(what)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return None if action == "off" else True


def foot(app: App[None]) -> str:
    return list(app.screen._compositor.render_strips())[-1].text


async def test_the_first_frame_has_every_key_with_what_it_does():
    app = WithKeys()
    async with app.run_test(size=(80, 10)):
        assert foot(app).split() == [
            "f5", "Build", "f8", "Run", "f3", "f4", "panes", "▏^p", "palette",
        ]  # fmt: skip


async def test_a_key_of_what_has_the_focus_comes_first_and_goes_with_it():
    app = WithKeys()
    async with app.run_test(size=(80, 10)) as pilot:
        await pilot.press("tab", "tab")
        await pilot.pause()
        assert foot(app).split()[:4] == ["f7", "Only", "here", "f5"]
        await pilot.press("tab")
        await pilot.pause()
        assert "Only here" not in foot(app)


async def test_a_click_does_what_the_key_under_it_does():
    app = WithKeys()
    async with app.run_test(size=(80, 10)) as pilot:
        for what in ("Build", "f3", "panes"):
            await pilot.click(KeyFooter, offset=(foot(app).index(what), 0))
            await pilot.pause()
        assert app.told == ["built", "back", "forth"]
        await pilot.click(KeyFooter, offset=(foot(app).index("palette"), 0))
        await pilot.pause()
        assert len(app.screen_stack) == 2


async def test_a_click_on_a_key_that_does_nothing_now_does_nothing():
    app = WithKeys()
    async with app.run_test(size=(80, 10)) as pilot:
        await pilot.click(KeyFooter, offset=(foot(app).index("Run"), 0))
        await pilot.click(KeyFooter, offset=(0, 0))
        await pilot.pause()
        assert app.told == []


async def test_the_key_under_the_pointer_tells_more():
    app = WithKeys()
    async with app.run_test(size=(80, 10)) as pilot:
        await pilot.hover(KeyFooter, offset=(foot(app).index("Build"), 0))
        assert app.query_one(KeyFooter).tooltip == "Build it"


async def test_the_key_of_the_palette_gives_way_where_it_is_narrow():
    app = WithKeys()
    async with app.run_test(size=(60, 10)) as pilot:
        assert "palette" not in foot(app)
        await pilot.resize_terminal(80, 10)
        await pilot.pause()
        assert "palette" in foot(app)
        await pilot.resize_terminal(20, 10)
        await pilot.pause()
        assert "f5 Build" in foot(app)


class WithMany(WithKeys):
    BINDINGS = [Binding("f1", "told('help')", "Help", id="app.help")]

    def compose(self) -> ComposeResult:
        yield Many()
        yield KeyFooter()


class Many(Input):
    BINDINGS = [Binding(f"ctrl+f{number}", f"beep({number})", f"Deed {number}") for number in range(1, 8)]


async def test_a_pane_shows_five_keys_at_most_and_leaves_room_for_help():
    app = WithMany()
    for width, most in ((120, 5), (60, 4)):
        async with app.run_test(size=(width, 10)) as pilot:
            await pilot.pause()
            told = foot(app)
            assert [number for number in range(1, 8) if f"Deed {number}" in told] == [*range(1, most + 1)]
            assert "f1 Help" in told
        app = WithMany()


@pytest.mark.parametrize("pane", ["files", "stages", "layers", "log", "editor", "goals"])
@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_build_run_and_compare_stay_whatever_pane_has_the_focus(pane, size, open_app, enter, until):
    app = open_app("3")
    async with app.run_test(size=size) as pilot:
        screen = await enter(pilot, app)
        screen.action_pane(pane)
        await until(pilot, lambda: screen.query_one(screen.focus_of(pane)).has_focus)
        told = foot(app)
        assert "F5 Build F8 Run F10 Compare" in told
        assert "F1 Help" in told
        if pane == "files":
            assert told.split()[:6] == ["s", "Sort", "d", "Line", "/", "Search"]


async def test_the_keys_of_a_group_go_together():
    app = WithKeys()
    async with app.run_test(size=(24, 10)) as pilot:
        assert foot(app).split() == ["f5", "Build", "f8", "Run"]
        await pilot.resize_terminal(30, 10)
        await pilot.pause()
        assert foot(app).split() == ["f5", "Build", "f8", "Run", "f3", "f4", "panes"]
