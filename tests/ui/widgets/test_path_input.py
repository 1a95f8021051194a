"""How a path goes on."""

from __future__ import annotations

import asyncio
import os

import pytest
from textual.app import App
from textual.widgets import Button

from tutor.ui.widgets.path_input import PathInput, completed


@pytest.fixture
def folders(tmp_path, monkeypatch):
    for name in ("shop", "shop-old", "Shed", ".hidden"):
        (tmp_path / name).mkdir()
    (tmp_path / "shopping.txt").touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("begun", "whole"),
    [
        ("sh", "shop"),
        ("shop", "shop"),
        ("shop-", "shop-old"),
        ("S", "Shed"),
        (".h", ".hidden"),
        ("shopp", None),
        ("x", None),
        ("", None),
        (".", None),
        ("nul\0", None),
    ],
)
def test_a_name_is_completed_to_the_first_folder_that_begins_so(folders, begun, whole):
    ending = whole and f"{whole}{os.sep}"
    assert completed(begun) == ending
    above = f"{folders}{os.sep}"
    assert completed(f"{above}{begun}") == (ending and f"{above}{ending}")


def test_a_folder_that_is_not_there_completes_to_nothing(folders):
    assert completed(f"nowhere{os.sep}sh") is None


class Asking(App[None]):
    def compose(self):
        yield PathInput("")
        yield Button("next")


async def test_tab_takes_what_is_shown_and_then_goes_on(folders):
    app = Asking()
    async with app.run_test() as pilot:
        field = app.query_one(PathInput)
        await pilot.press("s", "h")
        async with asyncio.timeout(20):
            while not field._suggestion:
                await pilot.pause(0.01)
        await pilot.press("tab")
        assert field.value == f"shop{os.sep}"
        assert field.has_focus
        await pilot.pause()
        await pilot.press("tab")
        assert app.query_one(Button).has_focus
