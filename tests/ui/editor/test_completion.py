"""The list at the cursor: when it opens, which keys are its own, and what is taken."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from tutor.dockerfile.completion import CONTEXT, Folder
from tutor.ui.editor.popup import Popup

STAGES = "FROM golang:1.27 AS build\nFROM scratch AS other\n"


class Around:
    """A build context and a stage, as they would be read."""

    def __init__(self, wait_seconds: float = 0.0) -> None:
        self.wait_seconds = wait_seconds
        self.asked: list[Folder] = []
        self.folders = {
            Folder(CONTEXT, ""): ("go.mod", "main.go", "pkg/"),
            Folder(CONTEXT, "pkg"): ("add.go",),
            Folder("build", "out"): ("calc",),
        }

    def images(self) -> tuple[str, ...]:
        return ("alpine:3.22", "golang:1.27-trixie")

    def listing(self, folder: Folder) -> tuple[str, ...]:
        self.asked.append(folder)
        time.sleep(self.wait_seconds)
        return self.folders.get(folder, ())


async def at_end(app: Any, pilot: Pilot[None], around: Around | None = None) -> Popup:
    app.editor.surroundings = around or Around()
    async with asyncio.timeout(20):
        while not app.editor.suggestions.ready:
            await pilot.pause(0.02)
    await pilot.press("ctrl+end")
    return app.editor.popup  # type: ignore[no-any-return]


async def opened(pilot: Pilot[None], popup: Popup) -> None:
    async with asyncio.timeout(10):
        while not popup.is_open:
            await pilot.pause(0.02)
    await pilot.pause()


def labels(popup: Popup) -> list[str]:
    return [row.label for row in popup.rows]


async def test_it_opens_while_a_word_is_typed_and_tab_takes_the_first(editor_app: Any):
    app = editor_app(STAGES)
    async with app.run_test(size=(80, 20)) as pilot:
        popup = await at_end(app, pilot)
        await pilot.press("c", "o")
        assert popup.is_open
        assert labels(popup) == ["COPY"]
        await pilot.press("tab")
        assert app.editor.text == STAGES + "COPY "


async def test_enter_begins_a_line_while_nothing_was_chosen(editor_app: Any):
    app = editor_app(STAGES)
    async with app.run_test(size=(80, 20)) as pilot:
        popup = await at_end(app, pilot)
        await pilot.press(*"co", "enter", "x")
        assert app.editor.text == STAGES + "co\nx"
        assert not popup.is_open


async def test_enter_takes_what_the_arrows_chose(editor_app: Any):
    app = editor_app(STAGES)
    async with app.run_test(size=(80, 20)) as pilot:
        popup = await at_end(app, pilot)
        await pilot.press(*"COPY --from=")
        assert labels(popup)[:1] == ["build"]
        await pilot.press("down", "enter")
        assert app.editor.text == STAGES + "COPY --from=build"
        assert not popup.is_open


async def test_the_arrow_up_leaves_the_line_while_nothing_was_chosen(editor_app: Any):
    app = editor_app(STAGES)
    async with app.run_test(size=(80, 20)) as pilot:
        popup = await at_end(app, pilot)
        await pilot.press(*"co", "up")
        assert app.editor.line == 2
        assert not popup.is_open


async def test_escape_closes_it_until_another_word_begins(editor_app: Any):
    app = editor_app(STAGES)
    async with app.run_test(size=(80, 20)) as pilot:
        popup = await at_end(app, pilot)
        await pilot.press(*"CO", "escape")
        assert not popup.is_open
        await pilot.press("P")
        assert not popup.is_open
        await pilot.press("enter", "C")
        assert popup.is_open
        assert app.editor.code.has_focus


@pytest.mark.parametrize("key", ["ctrl+@", "ctrl+space", "alt+c"])
async def test_asked_for_the_first_is_chosen_and_enter_takes_it(editor_app: Any, key: str):
    app = editor_app(STAGES)
    async with app.run_test(size=(80, 20)) as pilot:
        popup = await at_end(app, pilot)
        await pilot.press(key)
        assert popup.chosen == 0
        await pilot.press("enter")
        assert app.editor.text.startswith(STAGES + "FROM ")


async def test_asking_where_nothing_fits_says_so(editor_app: Any):
    app = editor_app("FROM a\nRUN make")
    async with app.run_test(size=(80, 20)) as pilot:
        popup = await at_end(app, pilot)
        await pilot.press("alt+c")
        assert not popup.is_open
        assert [told.message for told in app._notifications] == ["Nothing is known that fits here."]


async def test_files_of_the_context_are_read_away_from_the_keyboard(editor_app: Any):
    app = editor_app(STAGES + "COPY ")
    async with app.run_test(size=(80, 20)) as pilot:
        around = Around(wait_seconds=0.3)
        popup = await at_end(app, pilot, around)
        before = time.monotonic()
        await pilot.press("m")
        assert time.monotonic() - before < 0.25
        await opened(pilot, popup)
        assert labels(popup) == ["main.go"]


async def test_a_folder_that_was_taken_offers_what_it_holds(editor_app: Any):
    app = editor_app(STAGES + "COPY ")
    async with app.run_test(size=(80, 20)) as pilot:
        popup = await at_end(app, pilot)
        await pilot.press("p")
        await opened(pilot, popup)
        await pilot.press("tab")
        await opened(pilot, popup)
        assert labels(popup) == ["add.go"]
        await pilot.press("tab")
        assert app.editor.text == STAGES + "COPY pkg/add.go"


async def test_files_of_another_stage_are_offered(editor_app: Any):
    app = editor_app(STAGES + "COPY --from=build /out")
    async with app.run_test(size=(80, 20)) as pilot:
        popup = await at_end(app, pilot)
        await pilot.press("/")
        await opened(pilot, popup)
        assert labels(popup) == ["calc"]


async def test_images_are_offered_behind_from(editor_app: Any):
    app = editor_app("FROM ")
    async with app.run_test(size=(80, 20)) as pilot:
        popup = await at_end(app, pilot)
        await pilot.press("a")
        await opened(pilot, popup)
        assert labels(popup) == ["alpine:3.22"]


async def test_what_was_taken_is_one_step_for_undo(editor_app: Any):
    app = editor_app(STAGES)
    async with app.run_test(size=(80, 20)) as pilot:
        await at_end(app, pilot)
        await pilot.press(*"wo", "tab", "ctrl+z")
        assert app.editor.text == STAGES + "wo"
        await pilot.press("ctrl+y")
        assert app.editor.text == STAGES + "WORKDIR "


async def test_a_click_takes_a_row_and_the_text_keeps_the_focus(editor_app: Any):
    app = editor_app("FROM a\n")
    async with app.run_test(size=(80, 20)) as pilot:
        popup = await at_end(app, pilot)
        await pilot.press("e")
        await pilot.pause()
        assert labels(popup)[1] == "ENTRYPOINT"
        await pilot.click(Popup, offset=(3, 1))
        assert app.editor.text == "FROM a\nENTRYPOINT "
        assert app.editor.code.has_focus


@pytest.mark.parametrize("lines", [1, 8, 17])
async def test_it_never_covers_the_line_that_is_typed(editor_app: Any, lines: int):
    app = editor_app("FROM a\n" + "\n" * (lines - 1))
    async with app.run_test(size=(60, 20)) as pilot:
        popup = await at_end(app, pilot)
        await pilot.press("e")
        await pilot.pause()
        cursor = app.editor.code.cursor_screen_offset.y
        assert popup.is_open
        assert not popup.region.y <= cursor < popup.region.bottom
        assert app.screen.region.contains_region(popup.region)


async def test_a_paste_opens_nothing(editor_app: Any):
    app = editor_app("FROM a\n")
    async with app.run_test(size=(80, 20)) as pilot:
        popup = await at_end(app, pilot)
        app.post_message(events.Paste("e"))
        await pilot.pause()
        assert app.editor.text == "FROM a\ne"
        assert not popup.is_open


async def test_moving_the_cursor_or_leaving_the_text_closes_it(editor_app: Any):
    app = editor_app("FROM a\n")
    async with app.run_test(size=(80, 20)) as pilot:
        popup = await at_end(app, pilot)
        await pilot.press("e", "left")
        assert not popup.is_open
        await pilot.press("end", "n")
        assert popup.is_open
        app.set_focus(None)
        await pilot.pause()
        assert not popup.is_open


async def test_it_stays_beside_its_line_when_what_is_said_below_takes_more_lines(
    editor_app: Any, settled: Any
):
    app = editor_app("FROM a\n" + "# note\n" * 20)
    async with app.run_test(size=(60, 20)) as pilot:
        popup = await at_end(app, pilot)
        await pilot.press(*"COPY --from=")
        await settled(pilot)
        cursor = app.editor.code.cursor_screen_offset.y
        assert app.editor.query_one("StatusLine").size.height > 1
        assert popup.is_open
        assert not popup.region.y <= cursor < popup.region.bottom


async def test_a_list_that_is_longer_than_shown_says_in_words_how_much_there_is(editor_app: Any):
    class Many(Around):
        def images(self) -> tuple[str, ...]:
            return tuple(f"image{number}:1" for number in range(20))

    app = editor_app("FROM ")
    async with app.run_test(size=(80, 24)) as pilot:
        popup = await at_end(app, pilot, Many())
        await pilot.press("i")
        await opened(pilot, popup)
        below = len(popup.rows) - 8
        assert popup._note().split("  ")[-1].strip() == f"{below} more"
        assert "Tab takes it" in popup._note()
        await pilot.press("down")
        assert popup._note().rstrip().endswith(f"1 of {len(popup.rows)}")
