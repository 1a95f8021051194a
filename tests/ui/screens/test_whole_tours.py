"""From the welcome to the end, on the embedded engine: once with keys only, once with the mouse only.

Every step is taken by what is to be seen, and ends with what is to be seen then.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from by_eye import Eyes

from tutor.ui.app import DistillApp
from tutor.ui.places import places_path
from tutor.ui.screens.arriving import ONCE_MORE_SECONDS
from tutor.ui.signs import BACK

LESS = "\N{MINUS SIGN}897 MB"


@pytest.fixture
def newcomer() -> DistillApp:
    """The app as somebody finds it who was never here."""
    places_path().unlink(missing_ok=True)
    app = DistillApp("embedded", listeners=frozenset)
    app.settings = replace(app.settings, replay="instant", what_if=False)
    return app


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_everything_can_be_done_with_the_keyboard_alone(newcomer, size):
    async with newcomer.run_test(size=size) as pilot:
        eyes = Eyes(pilot)
        await eyes.see("Welcome to Distill", "Start the course", "Look around first", "built-in engine")
        await pilot.press("4")
        await eyes.see("A second FROM", "0 of 16 done", "embedded · recorded")
        await pilot.press("down", "down", "enter")
        await eyes.see("3 · A second FROM", "1/4", "Enter next")
        await pilot.pause(ONCE_MORE_SECONDS)  # an Enter at once would be taken for the one that opened it
        for number in ("2/4", "3/4", "4/4"):
            await pilot.press("enter")
            await eyes.see(number)
        await pilot.press("enter")
        await eyes.wait(lambda: not eyes.where("4/4"), "the tour's end")
        await eyes.see("Not built yet")

        await pilot.press("f5")
        await eyes.see("1 of 5 goals")
        await pilot.press("alt+2")
        await eyes.see("✘ Two stages", "A second FROM")
        await pilot.press("alt+3")
        await eyes.see("DOCKERFILE", "Alt+C Complete")
        await pilot.press("ctrl+home", "end", *" AS build", "ctrl+home", "down", "down", "down", "end")
        await pilot.press("enter", "enter", *"FROM scratch", "enter", *"COPY --from=build /calc /calc")
        await eyes.see("FROM golang:1.27-trixie AS build", "COPY --from=build /calc /calc", "saved")
        await pilot.press("f5")

        await eyes.see("What you changed", "first, attempt 1", "900 MB", "2.4 MB")
        await pilot.press("f10")
        await eyes.see("Compare", "difference", LESS)
        await pilot.press("escape")
        await eyes.see("What you changed")
        await pilot.press("ctrl+o")
        await eyes.see("4 · Static or dynamic", "Not built yet")
        await pilot.press("f5")
        await eyes.see("of 3 goals")
        await pilot.press("f10")
        await eyes.see("Compare", "difference")
        await pilot.press("escape")
        await eyes.wait(lambda: not eyes.where("difference"), "the comparison to close")
        await eyes.see("4 · Static or dynamic", "of 3 goals")
        await pilot.press("ctrl+l")
        await eyes.see("1 of 16 done", "900 MB → 2.4 MB   done")
        await pilot.press("q")
        await eyes.wait(lambda: newcomer._exit, "the end")


async def click_through_the_notes(eyes: Eyes) -> None:
    for number in ("2/4", "3/4", "4/4"):
        await eyes.click("Enter next")
        await eyes.see(number)
    await eyes.click("Enter ends it")
    await eyes.wait(lambda: not eyes.where("4/4"), "the tour's end")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_everything_can_be_done_with_the_mouse_alone(newcomer, size):
    """Keys are pressed for nothing but the text of the Dockerfile."""
    narrow = size[0] < 100
    async with newcomer.run_test(size=size) as pilot:
        eyes = Eyes(pilot)
        await eyes.click("Look around first")
        await eyes.see("0 of 16 done", "embedded · recorded")
        await eyes.click("A second FROM")
        await eyes.see("3 · A second FROM", "1/4")
        await click_through_the_notes(eyes)

        await eyes.click("F5 builds" if narrow else "F5 Build")
        await eyes.see("1 of 5 goals")
        if narrow:
            await eyes.click("Alt+2 goals")
        await eyes.see("✘ Two stages", "A second FROM")
        if narrow:
            await eyes.click("Editor")
        await eyes.click("FROM golang:1.27-trixie", after=len("FROM golang:1.27-trixie"))
        await pilot.press(*" AS build")
        await eyes.click("RUN go build -o /calc .", after=len("RUN go build -o /calc ."))
        await pilot.press("enter", "enter", *"FROM scratch", "enter", *"COPY --from=")
        await eyes.see("Tab takes it")
        await eyes.click("  build  ", after=2)
        await pilot.press(*" /calc /calc")
        await eyes.see("COPY --from=build /calc /calc", "saved")
        await eyes.click("F5 Build")

        await eyes.see("What you changed", "first, attempt 1", "900 MB", "2.4 MB")
        await eyes.click("F10 Compare")
        await eyes.see("Compare", "difference", LESS)
        await eyes.click(f"{BACK} Back")
        await eyes.see("What you changed")
        await eyes.click("^O Next")
        await eyes.see("4 · Static or dynamic", "Not built yet")
        await eyes.click("F5 builds" if narrow else "F5 Build")
        await eyes.see("of 3 goals")
        await eyes.click("F10 Compare")
        await eyes.see("Compare", "difference")
        await eyes.click("Kinds")
        await eyes.see("OS packages", "language runtime")
        if narrow:  # there a step back leads to the files first
            await eyes.click(f"{BACK} Back")
            await eyes.see("difference")
        await eyes.click(f"{BACK} Back")
        await eyes.wait(lambda: not eyes.where("difference"), "the comparison to close")
        await eyes.see("4 · Static or dynamic", "of 3 goals")
        await eyes.click(f"{BACK} Lessons")
        await eyes.see("1 of 16 done", "900 MB → 2.4 MB   done")
        await eyes.click("q Quit")
        await eyes.wait(lambda: newcomer._exit, "the end")
