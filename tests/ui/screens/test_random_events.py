"""A thousand keys and mouse events that nobody would make, on whatever screen they lead to.

Seeds that once broke something are taken; ``DISTILL_EVENTS_SEEDS=50`` takes as many as it says, from 0 on.
"""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest
from textual import events
from textual.errors import NoWidget
from textual.keys import key_to_character
from textual.pilot import OutOfBounds, Pilot
from textual.screen import Screen

from tutor.course import BuildOptions, Project, Workspace
from tutor.ui.app import DistillApp
from tutor.ui.screens import first_frame
from tutor.ui.screens.drafts import Drafts
from tutor.ui.screens.lesson import LessonScreen

BROKE_SOMETHING = (1, 10, 29, 34, 43)
SEEDS = range(int(os.environ.get("DISTILL_EVENTS_SEEDS", "0"))) or BROKE_SOMETHING
EVENTS = 1_000
SIZES = [(60, 20), (80, 24), (120, 40)]
TEXT = [*"abcdefghijklmnopqrstuvwxyzFROM0123456789", "space", "minus", "slash", "underscore", "plus", "tilde"]
TEXT += ["left_square_bracket", "right_square_bracket", "equals_sign", "greater_than_sign", "full_stop"]
MOVES = ["up", "down", "left", "right", "home", "end", "pageup", "pagedown", "tab", "shift+tab", "enter"]
MOVES += ["escape", "backspace", "delete", "shift+down", "ctrl+home", "ctrl+end", "ctrl+left", "shift+end"]
DEEDS = [f"f{number}" for number in range(1, 13)] + [f"ctrl+{letter}" for letter in "acdefgklnoprtuvwxyz"]
DEEDS += [f"alt+{key}" for key in "abcdefghijklmnopqrstuvwxyz123456789"]
PLACES = ["home", "lesson", "project", "f10", "ctrl+f", "ctrl+t", "ctrl+g", "f12", "b", "ctrl+p"]
"""Where a seed begins; a key begins on the screen to which it leads from a lesson."""


@pytest.fixture(autouse=True)
def drawn_in_turns(drawn_at_one_go, monkeypatch):
    """As it is for people."""
    monkeypatch.setattr(first_frame, "_TURN_SECONDS", 0.008)


async def some_events(pilot: Pilot[None], dice: Random) -> int:
    """What a cat on the keyboard, or a child at the mouse, might do; how many events it was."""
    kind = dice.choices(["text", "move", "deed", "click", "scroll", "resize"], [20, 20, 20, 10, 2, 1])[0]
    app = pilot.app
    if kind == "click":
        where = (dice.randrange(app.size.width), dice.randrange(app.size.height))
        try:
            await pilot.click(offset=where, times=dice.choice([1, 1, 1, 2, 3]))
        except (OutOfBounds, NoWidget):
            return 0
        return 1
    if kind == "scroll":
        where = (dice.randrange(app.size.width), dice.randrange(app.size.height))
        turned = dice.choice([events.MouseScrollDown, events.MouseScrollUp])
        app.screen._forward_event(turned(None, *where, 0, 0, 0, False, False, False))
        return 1
    if kind == "resize":
        await pilot.resize_terminal(*dice.choice([*SIZES, (39, 11), (200, 60)]))
        return 1
    keys = {"text": TEXT, "move": MOVES, "deed": DEEDS}[kind]
    count = 1 if kind == "deed" else dice.randrange(2, 9)
    for _ in range(count):  # as a terminal does that was held up
        key = dice.choice(keys)
        app.post_message(events.Key(key, key_to_character(key)))
    await pilot.pause(0)
    return count


async def begin(pilot: Pilot[None], app: DistillApp, place: str, until, enter, folder: Path) -> None:
    if place == "home":
        await until(pilot, lambda: app.course is not None)
        return
    if place == "project":
        await until(pilot, lambda: app.course is not None)
        (folder / "Dockerfile").write_text("FROM golang:1.27-trixie AS build\nCOPY . .\nFROM scratch\n")
        (folder / "main.go").write_text("package main\n")
        app.open_project(Project.open(folder), BuildOptions())
        await pilot.pause()
        return
    await enter(pilot, app)
    if place != "lesson":
        await pilot.press("f3", "f3", place)


def in_order(screen: Drafts) -> None:
    """All that was typed can be taken back, and brought again."""
    code = screen.editor.code
    text = code.text
    taken_back = 0
    while code.history.undo_stack and taken_back < EVENTS:
        code.undo()
        taken_back += 1
    assert not code.history.undo_stack
    while taken_back and code.history.redo_stack:
        code.redo()
        taken_back -= 1
    assert code.text == text


@pytest.mark.parametrize("seed", SEEDS)
async def test_no_keys_and_clicks_break_anything_or_lose_text(
    seed, open_app, enter, until, tmp_path, monkeypatch
):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.setenv("VISUAL", "true")
    folder = tmp_path / "mine"
    folder.mkdir()
    dice = Random(seed)
    place = PLACES[seed % len(PLACES)]
    app: DistillApp = open_app(None if place in ("home", "project") else "3")

    async def stay() -> None:
        """Nobody quits here."""

    app.action_quit = stay  # type: ignore[method-assign]
    seen: dict[int, Screen[object]] = {}
    async with app.run_test(size=SIZES[seed % len(SIZES)]) as pilot:
        await begin(pilot, app, place, until, enter, folder)
        made = 0
        while made < EVENTS:
            made += await some_events(pilot, dice)
            for screen in app.screen_stack:
                seen[id(screen)] = screen
            assert app.return_code in (None, 0)
            if not app.is_running:
                break
        assert app.is_running, "something ended the app"
        await pilot.pause()
        open_still = [screen for screen in app.screen_stack if isinstance(screen, Drafts)]
        for screen in open_still:
            in_order(screen)
    drafts = [screen for screen in seen.values() if isinstance(screen, Drafts)]
    last = {
        screen.workspace.dockerfile_path: screen.editor.text for screen in drafts
    }  # of a lesson opened twice, the later one
    for path, text in last.items():
        assert path.read_text() == text
    for screen in drafts:
        if isinstance(screen, LessonScreen):
            assert Workspace.open(screen.lesson).text() == last[screen.workspace.dockerfile_path]
