"""The signs of a build go with its text and come back with it; older figures say whose they are."""

from __future__ import annotations

import pytest

from tutor.engine import NotRecorded
from tutor.ui import signs
from tutor.ui.widgets.bytes_pane import BytesPane

BROKEN = "FROM scratch\nCOPPY --from=nowhere /calc /calc\nCOPY --from=nowhere /a /b\n"
MISS = NotRecorded("go build -o /calc .", reason="it is not recorded with these arguments", line=4)


def shown(app) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def type_instead(pilot, screen, text: str) -> None:
    screen.editor.load(text)
    screen.editor.flush()
    await pilot.pause()


async def test_a_failure_is_told_as_long_as_the_text_is_the_one_that_failed(open_app, enter, build):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        await build(pilot, screen)
        good, worked = screen.editor.text, screen.build_line.status
        margin, verdicts = screen.editor.margin, screen.goals.verdicts
        await type_instead(pilot, screen, BROKEN)
        await build(pilot, screen)
        failed, trouble = screen.build_line.status, screen.causes.trouble
        judged_then = screen.goals.verdicts
        assert failed.sign == signs.FAILED
        await type_instead(pilot, screen, good)
        assert screen.build_line.status == worked
        assert screen.causes.trouble is None
        assert screen.goals.verdicts == verdicts != judged_then
        assert screen.editor.margin is margin, "its figures are of this very text"
        await type_instead(pilot, screen, BROKEN)
        assert screen.build_line.status == failed
        assert screen.goals.verdicts == judged_then
        assert screen.causes.trouble is trouble


async def test_a_failure_says_that_the_text_is_another_one_since(open_app, enter, build):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        await type_instead(pilot, screen, BROKEN)
        await build(pilot, screen)
        await type_instead(pilot, screen, BROKEN.replace("COPPY", "COPY") + "USER 1\n")
        status = screen.build_line.status
        assert status.text.startswith("Last build: ")
        assert status.more[0] == "the text has changed since"
        assert screen.causes.trouble is not None, "what it explains is being mended"


async def test_a_panel_that_was_closed_stays_closed_when_its_text_comes_back(open_app, enter, build):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        await type_instead(pilot, screen, BROKEN)
        await build(pilot, screen)
        screen.action_close_trouble()
        await type_instead(pilot, screen, "FROM scratch\n")
        await type_instead(pilot, screen, BROKEN)
        assert screen.causes.trouble is None
        assert screen.build_line.status.sign == signs.FAILED


@pytest.mark.parametrize("size", [(60, 20), (120, 40)])
async def test_figures_that_outlive_a_build_say_whose_they_are(size, open_app, enter, build):
    app = open_app("3")
    async with app.run_test(size=size) as pilot:
        screen = await enter(pilot, app)
        await build(pilot, screen)
        good = screen.editor.text
        await type_instead(pilot, screen, BROKEN)
        await build(pilot, screen)
        for pane in ("layers", "files", "stages"):
            screen.action_pane(pane)
            await pilot.pause()
            assert "build before" in shown(app), pane
        assert screen.query_one(BytesPane).earlier
        await type_instead(pilot, screen, good)
        await pilot.pause()
        assert "build before" not in shown(app), "they are of this very text"


async def test_the_margin_mixes_no_cached_and_skipped_of_two_builds(open_app, enter, build):
    app = open_app("3")
    async with app.run_test(size=(160, 40)) as pilot:
        screen = await enter(pilot, app)
        await build(pilot, screen)
        await build(pilot, screen)
        assert any(of.cached for of in screen.editor.margin.figures.values())
        await type_instead(pilot, screen, screen.editor.text.replace("COPY . .", "COPY --from=nowhere /a /b"))
        await build(pilot, screen)
        of_before = [of for of in screen.editor.margin.figures.values() if of.earlier]
        assert of_before
        assert not any(of.cached or of.skipped for of in of_before)


async def test_what_is_not_recorded_is_told_until_its_instruction_is_another_one(
    offline, embedded, enter, build
):
    embedded.error = MISS
    app = offline.app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        await build(pilot, screen)
        text = screen.editor.text
        await type_instead(pilot, screen, "# a note\n" + text)
        assert screen.miss_panel.display, "the instruction is the same"
        await type_instead(pilot, screen, text.replace("go build", "go build -v"))
        assert not screen.miss_panel.display
        assert "F12" not in " ".join(told for _, told in screen.build_line.status.links)
        await type_instead(pilot, screen, text)
        assert screen.miss_panel.display
        assert "F12 builds it live" in [told for _, told in screen.build_line.status.links]
